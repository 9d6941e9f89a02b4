// A message as SMTP carries it: the headers, then plain text and HTML as the two parts of one multipart (RFC 2046). Nothing in
// it names this software, because a mail program shows the source to whoever looks over a shoulder.
import type { Email } from '../../core/email.ts';
import type { MailMessage } from '../../core/message.ts';
import { type Instant, isoOf } from '../../core/time.ts';
import { encodedLines, isAscii, mailboxOf, type Sender, unsubscribeHeaders } from './mail-headers.ts';

export interface Envelope {
  readonly sender: Sender;
  readonly to: Email;
  readonly now: Instant;
  /** Random, for the Message-ID. */
  readonly token: string;
}

export function mimeMessage({ subject, text, html, unsubscribeUrl }: MailMessage, envelope: Envelope): string {
  const { sender, to, now, token } = envelope;
  const [, host] = sender.address.split('@');
  const headers = [
    { name: 'From', value: mailboxOf(sender) },
    { name: 'To', value: to },
    { name: 'Subject', value: subjectOf(subject) },
    { name: 'Date', value: dateOf(now) },
    { name: 'Message-ID', value: `<${token}@${host}>` },
    ...unsubscribeHeaders({ unsubscribeUrl }),
    { name: 'MIME-Version', value: '1.0' },
    { name: 'Content-Type', value: `multipart/alternative; boundary="${boundary}"` },
  ];
  const lines = [
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    '',
    ...partOf('text/plain', text),
    ...partOf('text/html', html),
    `--${boundary}--`,
    '',
  ];
  return lines.join('\r\n');
}

/** No line of base64 can begin with it. */
const boundary = '=_part';
/** A line of an encoded word that no mail program would fold. */
const longestPlain = 60;

const subjectOf = (subject: string): string =>
  isAscii(subject) && subject.length <= longestPlain ? subject : encodedLines(subject).join('\r\n ');

/** RFC 5322 §3.3, in UTC: "Fri, 27 Nov 2026 06:34:35 +0000". */
const dateOf = (now: Instant): string => new Date(isoOf(now)).toUTCString().replace('GMT', '+0000');

const partOf = (type: string, content: string): readonly string[] => [
  `--${boundary}`,
  `Content-Type: ${type}; charset=utf-8`,
  'Content-Transfer-Encoding: base64',
  '',
  // RFC 2045 §6.8: at most 76 characters a line.
  ...(Buffer.from(content)
    .toString('base64')
    .match(/.{1,76}/g) ?? []),
];
