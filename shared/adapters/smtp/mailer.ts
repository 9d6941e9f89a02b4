// Any provider of SMTP. It never tries twice by itself, as the mailer of SES does not: where the message was handed over and
// no answer came, nobody knows whether it left.
import type { Mailer } from '../../ports/mailer.ts';
import type { Chance, Clock } from '../../ports/system.ts';
import type { Sender } from '../mail/mail-headers.ts';
import { mimeMessage } from '../mail/mime-message.ts';
import { type SmtpCredentials, type SmtpFailure, type SmtpServer, smtpSession } from './smtp-session.ts';

export interface SmtpNeeds {
  readonly server: SmtpServer;
  readonly credentials: () => Promise<SmtpCredentials>;
  readonly clock: Clock;
  readonly chance: Chance;
}

export const smtpMailer = ({ server, credentials, clock, chance }: SmtpNeeds, sender: Sender): Mailer => ({
  async send(to, message) {
    const raw = mimeMessage(message, { sender, to, now: clock.now(), token: chance.token(16) });
    const envelope = { from: sender.address, to, raw };
    const failure = await smtpSession(server, await credentials(), envelope);
    return failure === null ? 'sent' : outcomeOf(failure);
  },
});

/**
 * RFC 3463: the mailbox or its host does not exist. Nothing else suppresses an address: a bare 550 may as well mean that we
 * may not send through this server.
 */
const noSuchMailbox = /^5\.1\.(?:1|2|3|6|10)$/;

function outcomeOf({ at, status, extended, isUnknown }: SmtpFailure): 'refused' | 'throttled' | 'bounced' {
  // A new error, because the server's words may hold the address.
  if (isUnknown) throw new Error('the mail server did not answer');
  // Until the recipient is named, a refusal is about us: the login, the sender, the connection. It is as an outage.
  const isAboutMessage = (at === 'recipient' || at === 'message') && status !== null && status >= 500;
  if (!isAboutMessage) return 'throttled';
  return at === 'recipient' && extended !== null && noSuchMailbox.test(extended) ? 'bounced' : 'refused';
}
