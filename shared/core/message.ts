// An e-mail of ours, written whole before it is sent: plain text and HTML that say the same. It holds no address and no
// name of its reader, no picture, and nothing that tells whether it was opened.
import { escapeHtml } from './escape-html.ts';

export interface MailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one press ends these messages (RFC 8058); null for a message that somebody asked for a minute ago. */
  readonly unsubscribeUrl: string | null;
}
/** A paragraph, a thing to press, or a code to type elsewhere. */
export type Passage =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'small'; readonly text: string; readonly link?: { readonly label: string; readonly url: string } };

export interface MessageContent {
  readonly subject: string;
  /** As `lang` and `dir` of the HTML take them. */
  readonly locale: string;
  readonly passages: readonly Passage[];
  readonly unsubscribeUrl: string | null;
}

export const messageOf = (content: MessageContent): MailMessage => ({
  subject: content.subject,
  text: `${content.passages.map(asText).join('\n\n')}\n`,
  html: htmlOf(content),
  unsubscribeUrl: content.unsubscribeUrl,
});

function asText(passage: Passage): string {
  switch (passage.kind) {
    case 'paragraph':
      return passage.text;
    case 'button':
      return `${passage.label}:\n${passage.url}`;
    case 'code':
      return `    ${passage.code}`;
    case 'small':
      return passage.link === undefined ? passage.text : `${passage.text}\n${passage.link.label}: ${passage.link.url}`;
  }
}

// Mail programs know little CSS: it stands on the elements, and nothing is loaded from anywhere.
function htmlOf({ subject, locale, passages }: MessageContent): string {
  const body = passages.map(asHtml).join('');
  const direction = rightToLeft.includes(locale.split('-')[0] ?? '') ? ' dir="rtl"' : '';
  return `<!doctype html><html lang="${escapeHtml(locale)}"${direction}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head><body style="margin:0;padding:32px 16px;font:17px/1.55 Georgia,'Times New Roman',serif"><div style="max-width:34em;margin:0 auto">${body}</div></body></html>`;
}
const rightToLeft = ['ar', 'fa', 'he', 'ur'];

function asHtml(passage: Passage): string {
  switch (passage.kind) {
    case 'paragraph':
      return `<p style="margin:0 0 1.1em">${escapeHtml(passage.text)}</p>`;
    case 'button':
      return `<p style="margin:1.6em 0"><a href="${escapeHtml(passage.url)}" style="display:inline-block;padding:.7em 1.3em;background:#1f3a34;color:#ffffff;text-decoration:none;border-radius:3px;font-weight:bold">${escapeHtml(passage.label)}</a></p>`;
    case 'code':
      return `<p style="margin:1.2em 0;font:bold 22px/1.4 Consolas,Menlo,monospace;letter-spacing:.12em">${escapeHtml(passage.code)}</p>`;
    case 'small':
      return `<p style="margin:1.6em 0 0;font-size:14px;opacity:.75">${escapeHtml(passage.text)}${
        passage.link === undefined
          ? ''
          : ` <a href="${escapeHtml(passage.link.url)}" style="color:inherit">${escapeHtml(passage.link.label)}</a>`
      }</p>`;
  }
}
