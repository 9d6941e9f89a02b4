// What a mailer of the `mail` function is made of. There are two (`wire-ses.ts`, `wire-smtp.ts`), and a bundle holds one.
import type { Sender } from '../../shared/adapters/mail/mail-headers.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import type { Chance, Clock } from '../../shared/ports/system.ts';
import type { Config } from './config.ts';
import type { OpenSecret } from './wire-secrets.ts';

export interface MailerNeeds {
  readonly config: Config;
  readonly sender: Sender;
  readonly secret: OpenSecret;
  readonly clock: Clock;
  readonly chance: Chance;
}
export type MailerWiring = (needs: MailerNeeds) => Mailer;
