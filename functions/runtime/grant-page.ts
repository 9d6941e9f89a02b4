// The page that shows the link for a reader who cannot give. It is the same for everybody who asks in one week.
import { escapeHtml } from '../../shared/core/escape-html.ts';
import { grantPageTexts } from '../../shared/core/mail-templates/grant-page.ts';
import { mailLanguageOf } from '../../shared/core/mail-templates/mail-language.ts';
import type { Instant } from '../../shared/core/time.ts';
import { plainPage } from './plain-page.ts';

export interface GrantShown {
  readonly link: string;
  readonly until: Instant;
  readonly locale: string | null;
}

export function grantPage({ link, until, locale }: GrantShown): string {
  const language = mailLanguageOf(locale);
  const { title, meaning, nobodyCounts } = grantPageTexts[language];
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(until);
  const address = escapeHtml(link);
  const body = `<p>${meaning.replace('{date}', date)}</p><p><a href="${address}">${address}</a></p><p>${nobodyCounts}</p>`;
  return plainPage({ language, title, body });
}
