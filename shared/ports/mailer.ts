// Sends one message to one address. An adapter keeps nothing of it, writes no address to any log, and says exactly how far
// it came: only a throw leaves open whether the message left.
import type { Email } from '../core/email.ts';
import type { MailMessage } from '../core/message.ts';

export interface Mailer {
  /**
   * `refused`: the mail service will not take this message (a bad address, one it suppresses). `bounced`: it says at once that
   * there is no such mailbox. `throttled`: not now; later it may. All three mean that nothing left. A throw means that nobody
   * knows.
   */
  send(to: Email, message: MailMessage): Promise<'sent' | 'refused' | 'bounced' | 'throttled'>;
}
