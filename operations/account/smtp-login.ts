// Asks the provider of SMTP whether the function `mail` could send through it: TLS with a certificate for that host, and the
// login. It sends no message, and none of its sentences repeats what the server said or who logs in.
import { type SmtpCredentials, type SmtpServer, smtpSession } from '../../shared/adapters/smtp/smtp-session.ts';

export interface SmtpTrouble {
  readonly is: string;
  readonly remedy: string;
}
/** What the operator passes, like the key of Stripe: SMTP_USER and SMTP_PASSWORD. */
export const smtpPassed = 'SMTP_USER=… SMTP_PASSWORD=…';

/** Null where the login would succeed; without credentials, where TLS begins. */
export async function smtpTrouble(
  server: SmtpServer,
  credentials: SmtpCredentials | null,
): Promise<SmtpTrouble | null> {
  const { host, protocol } = new URL(server.url);
  const failure = await smtpSession(server, credentials);
  if (failure === null) return null;
  if (failure.reason === 'certificate') {
    const is = `${host} has no valid certificate for that name, so nothing is sent through it`;
    return { is, remedy: 'name the host as your provider does: mail.transport.host in mainstay.config.ts' };
  }
  if (failure.at === 'login') {
    const is =
      failure.status === null ? `${host} did not answer the login` : `${host} refuses the login (${failure.status})`;
    return { is, remedy: `pass the credentials that your provider shows: ${smtpPassed} npm run rotate -- smtp` };
  }
  if (failure.reason === 'no-tls') {
    const is = `${host} does not begin TLS ${protocol === 'smtp:' ? 'by STARTTLS' : 'from the first byte'}, so nothing is sent through it`;
    return { is, remedy: "mail.transport: port 587 with security 'starttls', or port 465 with security 'tls'" };
  }
  const is = failure.status === null ? `${host} does not answer` : `${host} refuses us (${failure.status})`;
  return { is, remedy: 'check mail.transport.host and port, and whether this network lets SMTP out' };
}
