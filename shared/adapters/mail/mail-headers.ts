// What both mailers write the same: the sender's mailbox, an address as mail services know it, and the headers with which one
// press in the mail program ends these messages.
import type { Email } from '../../core/email.ts';
import type { MailMessage } from '../../core/message.ts';

export interface Sender {
  /** An address of ours that the mail service lets us send from. */
  readonly address: Email;
  /** Shown beside it; says no more than one would say on the street. */
  readonly name: string;
}

export const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);

/** `"Name" <address>`; a name outside ASCII as encoded words, without which spam filters distrust the message. */
export function mailboxOf({ address, name }: Sender): string {
  const shown = isAscii(name) ? `"${name.replaceAll(/["\\]/g, '')}"` : encodedLines(name).join(' ');
  return `${shown} <${address}>`;
}

/** With its `=?UTF-8?B?` and `?=` each is 64 characters long: RFC 2047 allows 75, and 76 in a line. */
const bytesOfChunk = 39;

/** RFC 2047: each word holds whole characters, so that it can be read by itself. */
export function encodedLines(text: string): readonly string[] {
  const chunks: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > bytesOfChunk) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`);
}

export interface Header {
  readonly name: string;
  readonly value: string;
}
/** RFC 2369 and RFC 8058; none for a message that somebody asked for. */
export const unsubscribeHeaders = ({ unsubscribeUrl }: Pick<MailMessage, 'unsubscribeUrl'>): readonly Header[] =>
  unsubscribeUrl === null
    ? []
    : [
        { name: 'List-Unsubscribe', value: `<${unsubscribeUrl}>` },
        { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      ];
