// The mailer of the bundle `mail`: Amazon SES, by the permission of the function's role. The bundle `mail-smtp` has
// `wire-smtp.ts` in its place (`#mailer` in package.json), so that neither carries the other's client.
import { createMailClient, sesMailer } from '../../shared/adapters/aws/mailer.ts';
import type { MailerWiring } from './mailer-wiring.ts';

export const wireMailer: MailerWiring = ({ sender, config }) =>
  sesMailer(createMailClient(), { ...sender, configurationSet: config.MAIL_CONFIGURATION_SET });
