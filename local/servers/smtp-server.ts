// The provider of SMTP on this machine: a real server of SMTP with STARTTLS and a login, so that the mailer that runs here is one
// that can be deployed. It sends nothing to anybody: what it takes goes to the mail server with the page.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { parseSmtpCredentials } from '../../functions/runtime/secret-shapes.ts';
import { ownCertificate } from './own-certificate.ts';

export interface LocalSmtp {
  /** As the functions take it: `smtp://127.0.0.1:PORT`. */
  readonly url: string;
  /** The certificate to believe. */
  readonly authority: string;
  stop(): Promise<void>;
}
export interface LocalSmtpNeeds {
  /** The secret `Smtp` as it is now: a command may change it. */
  readonly secret: () => string;
  /** The address of the mail server with the page. */
  readonly mail: string;
}

/** A message of ours has a tenth of it. */
const largestMessage = 262_144;

export async function startSmtpServer({ secret, mail }: LocalSmtpNeeds): Promise<LocalSmtp> {
  const { certificate, key } = ownCertificate();
  const server = new SMTPServer({
    key,
    cert: certificate,
    size: largestMessage,
    authMethods: ['PLAIN', 'LOGIN'],
    logger: false,
    onAuth: ({ username = '', password = '' }, _session, done) => {
      const { user, password: wanted } = parseSmtpCredentials(secret());
      if (username === user && password === wanted) done(null, { user });
      else done(new Error('Wrong user or password'));
    },
    onData: (stream, _session, done) => {
      // smtp-server reports a failure to the client as 450: the message comes again.
      textOf(stream)
        .then((raw) => handOver(mail, raw))
        .then(() => done(), done);
    },
  });
  // A client that hangs up is no reason to end the process.
  server.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => resolve(portOf(listening.address())));
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    authority: certificate,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

async function textOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) if (Buffer.isBuffer(piece)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** As SES's API takes a whole message. */
async function handOver(mail: string, raw: Buffer): Promise<void> {
  const answer = await fetch(`${mail}/v2/email/outbound-emails`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'AWS4 local' },
    body: JSON.stringify({ Content: { Raw: { Data: raw.toString('base64') } } }),
  });
  if (!answer.ok) throw new Error(`the mail server answers ${answer.status}`);
}
