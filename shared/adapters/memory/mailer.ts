// Messages that leave for nowhere: kept where a test or a local run without a mail server can look at them.
import type { Email } from '../../core/email.ts';
import type { MailMessage } from '../../core/message.ts';
import type { Mailer } from '../../ports/mailer.ts';

export interface Posted {
  readonly to: Email;
  readonly message: MailMessage;
}
export interface MemoryMailer extends Mailer {
  posted(): readonly Posted[];
  /** What the next messages meet; after them all are sent again. */
  meet(outcomes: readonly (Awaited<ReturnType<Mailer['send']>> | 'throws')[]): void;
  clear(): void;
}

export function memoryMailer(): MemoryMailer {
  let posted: readonly Posted[] = [];
  let met: readonly (Awaited<ReturnType<Mailer['send']>> | 'throws')[] = [];
  return {
    async send(to, message) {
      const [outcome = 'sent', ...others] = met;
      met = others;
      if (outcome === 'throws') throw new Error('the mail service did not answer');
      if (outcome === 'sent') posted = [...posted, { to, message: structuredClone(message) }];
      return outcome;
    },
    posted: () => posted,
    meet(outcomes) {
      met = outcomes;
    },
    clear() {
      posted = [];
    },
  };
}
