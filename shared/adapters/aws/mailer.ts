// Amazon SES (API v2). It never tries twice by itself: after an answer that was lost nobody knows whether the message left,
// and a second one is worse than none.
import { SESv2Client, type SESv2ClientConfig, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { MailMessage } from '../../core/message.ts';
import type { Mailer } from '../../ports/mailer.ts';
import { mailboxOf, type Sender, unsubscribeHeaders } from '../mail/mail-headers.ts';

export interface SesSender extends Sender {
  /** Through which SES sends; the identity's own where none is named. */
  readonly configurationSet?: string | undefined;
}
const requestHandler = { connectionTimeout: 2000, requestTimeout: 8000, throwOnRequestTimeout: true };
export const createMailClient = (config: SESv2ClientConfig = {}): SESv2Client =>
  new SESv2Client({ maxAttempts: 1, requestHandler, ...config });

export const sesMailer = (client: SESv2Client, sender: SesSender): Mailer => ({
  async send(to, message) {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: mailboxOf(sender),
          ConfigurationSetName: sender.configurationSet,
          Destination: { ToAddresses: [to] },
          Content: { Simple: contentOf(message) },
        }),
      );
      return 'sent';
    } catch (error) {
      return outcomeOf(error);
    }
  },
});

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
const contentOf = (message: MailMessage) => ({
  Subject: utf8(message.subject),
  Body: { Text: utf8(message.text), Html: utf8(message.html) },
  ...headersOf(message),
});

function headersOf(message: MailMessage) {
  const headers = unsubscribeHeaders(message).map(({ name, value }) => ({ Name: name, Value: value }));
  return headers.length === 0 ? {} : { Headers: headers };
}

/**
 * With these it will not take this message a minute later either. In SES's sandbox IAM may also evaluate the identity of the
 * recipient, and then the refusal is an AccessDenied: waiting does not help, and the account is not too busy.
 */
const aboutTheMessage = [
  ...['MessageRejected', 'BadRequestException', 'ValidationException'],
  ...['AccessDeniedException', 'AccessDenied', 'NotAuthorizedException'],
];

// Any answer of SES below 500 means that nothing left; without an answer, or with a 5xx, nobody knows.
function outcomeOf(error: unknown): 'refused' | 'throttled' {
  if (!(error instanceof SESv2ServiceException)) throw error;
  const status = error.$metadata.httpStatusCode ?? 500;
  if (status >= 500) throw error;
  return aboutTheMessage.includes(error.name) ? 'refused' : 'throttled';
}
