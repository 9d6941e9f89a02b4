// The page that answers a form's request for a link, for browsers without JavaScript: the reader types the code from the
// message here. It is the same for every address.
import { codePageTexts } from '../../shared/core/mail-templates/code-page.ts';
import { mailLanguageOf } from '../../shared/core/mail-templates/mail-language.ts';

/** `link` is what asking was answered with: 22 characters of base64url, so nothing in it needs escaping. */
export function codePage(link: string, locale: string | null): string {
  const language = mailLanguageOf(locale);
  const { title, sent, code, button } = codePageTexts[language];
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title></head><body style="${bodyStyle}"><h1 style="font-size:1.5rem">${title}</h1><p>${sent}</p><form method="post" action="/v1/links/redeem"><input type="hidden" name="link" value="${link}"><label style="display:block">${code}<br><input name="code" required autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="64" style="${fieldStyle}"></label><button style="${buttonStyle}">${button}</button></form></body></html>`;
}

const bodyStyle = 'font:1.1rem/1.5 Georgia,serif;max-width:32rem;margin:12vh auto;padding:0 1rem';
const fieldStyle = 'font:1.2rem monospace;letter-spacing:.1em;padding:.5rem;margin:.3rem 0 1rem;width:14ch';
const buttonStyle = 'font:inherit;padding:.6rem 1.4rem';
