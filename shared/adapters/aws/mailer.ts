// Amazon SES (API v2). It never tries twice by itself: after an answer that was lost nobody knows whether the message left,
// and a second one is worse than none.
import { domainToASCII } from 'node:url';
import { SESv2Client, type SESv2ClientConfig, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Email } from '../../core/email.ts';
import type { MailMessage } from '../../core/message.ts';
import type { Mailer } from '../../ports/mailer.ts';

export interface Sender {
  /** An address of ours that SES has verified. */
  readonly address: string;
  /** Shown beside it; says no more than one would say on the street. */
  readonly name: string;
  /** Through which SES sends; the identity's own where none is named. */
  readonly configurationSet?: string | undefined;
}
const requestHandler = { connectionTimeout: 2000, requestTimeout: 8000, throwOnRequestTimeout: true };
export const createMailClient = (config: SESv2ClientConfig = {}): SESv2Client =>
  new SESv2Client({ maxAttempts: 1, requestHandler, ...config });

export const sesMailer = (client: SESv2Client, sender: Sender): Mailer => ({
  async send(to, message) {
    try {
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: `"${sender.name.replaceAll(/["\\]/g, '')}" <${sender.address}>`,
          ConfigurationSetName: sender.configurationSet,
          Destination: { ToAddresses: [withAsciiHost(to)] },
          Content: { Simple: contentOf(message) },
        }),
      );
      return 'sent';
    } catch (error) {
      return outcomeOf(error);
    }
  },
});

/** SES knows hosts by their ASCII names alone; it refuses a mailbox whose own name is not ASCII, and its answer says so. */
function withAsciiHost(to: Email): string {
  const at = to.lastIndexOf('@');
  return `${to.slice(0, at)}@${domainToASCII(to.slice(at + 1))}`;
}

const utf8 = (text: string) => ({ Data: text, Charset: 'UTF-8' });
const contentOf = ({ subject, text, html, unsubscribeUrl }: MailMessage) => ({
  Subject: utf8(subject),
  Body: { Text: utf8(text), Html: utf8(html) },
  ...(unsubscribeUrl === null ? {} : { Headers: unsubscribeHeaders(unsubscribeUrl) }),
});

/** RFC 2369 and RFC 8058: one press in the mail program ends these messages. */
const unsubscribeHeaders = (url: string) => [
  { Name: 'List-Unsubscribe', Value: `<${url}>` },
  { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
];

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
