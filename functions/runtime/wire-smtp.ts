// The mailer of the bundle `mail-smtp`: a provider of SMTP, with the credentials of the secret `Smtp`.
import { smtpMailer } from '../../shared/adapters/smtp/mailer.ts';
import { required } from './config.ts';
import type { MailerWiring } from './mailer-wiring.ts';
import { parseSmtpCredentials } from './secret-shapes.ts';

export const wireMailer: MailerWiring = ({ sender, config, secret, clock, chance }) =>
  smtpMailer(
    {
      server: { url: required(config, 'SMTP_URL'), authority: config.SMTP_AUTHORITY },
      credentials: secret(required(config, 'SMTP_SECRET'), parseSmtpCredentials).current,
      clock,
      chance,
    },
    sender,
  );
