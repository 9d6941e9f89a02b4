// The page that answers a form's request for a link, for browsers without JavaScript: the reader types the code from the
// message here. It is the same for every address.
import { codePageTexts } from '../../shared/core/mail-templates/code-page.ts';
import { mailLanguageOf } from '../../shared/core/mail-templates/mail-language.ts';
import { plainPage } from './plain-page.ts';

/** `link` is what asking was answered with: 22 characters of base64url, so nothing in it needs escaping. */
export function codePage(link: string, locale: string | null): string {
  const language = mailLanguageOf(locale);
  const { title, sent, code, button } = codePageTexts[language];
  const body = `<p>${sent}</p><form method="post" action="/v1/links/redeem"><input type="hidden" name="link" value="${link}"><input type="hidden" name="locale" value="${language}"><label>${code}<br><input name="code" required autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="64"></label><button>${button}</button></form>`;
  return plainPage({ language, title, body });
}
