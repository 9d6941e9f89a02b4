// The notice that a newsroom publishes for its readers: what is held of them and by whom, from the settings, the rows that the table
// may hold, and the services behind. One language each, as Markdown and as a page without a script.
import type { Settings } from '../../shared/api/settings.ts';
import type { StageSettings } from '../../shared/api/stage-settings.ts';
import { escapeHtml } from '../../shared/core/escape-html.ts';
import type { MailLanguage } from '../../shared/core/mail-templates/mail-language.ts';
import { groupsHeld } from './row-groups.ts';
import { english, type NoticeTexts } from './texts/english.ts';
import { french } from './texts/french.ts';
import { german } from './texts/german.ts';
import { russian } from './texts/russian.ts';
import { spanish } from './texts/spanish.ts';
import { ukrainian } from './texts/ukrainian.ts';

export const noticeTexts: Readonly<Record<MailLanguage, NoticeTexts>> = {
  en: english,
  de: german,
  fr: french,
  es: spanish,
  ru: russian,
  uk: ukrainian,
};

type Known = Pick<Settings, 'newsroom' | 'linkDays' | 'cookies' | 'mail' | 'captcha'>;
/** Where the stage runs and answers. */
type Where = Pick<StageSettings, 'origins' | 'region'>;

export function noticeMarkdown(
  language: MailLanguage,
  settings: Known,
  { origins: [site = ''], region }: Where,
): string {
  const { newsroom, linkDays, cookies, mail, captcha } = settings;
  const texts = noticeTexts[language];
  const blanks: Readonly<Record<string, string>> = {
    ...cookies,
    newsroom: newsroom.name,
    linkDays: String(linkDays),
    region: region === undefined ? '' : ` (${region})`,
    host: mail.transport.kind === 'smtp' ? mail.transport.host : '',
    account: `${site}${newsroom.accountPath}`,
    reminders: `${site}${newsroom.reminderPath}`,
  };
  const says = (key: keyof NoticeTexts): string =>
    texts[key].replaceAll(/\{(\w+)\}/g, (blank, name: string) => blanks[name] ?? blank);
  const list = (keys: readonly (keyof NoticeTexts)[]): string => keys.map((key) => `- ${says(key)}`).join('\n');
  const others = [
    'stripe',
    'amazon',
    mail.transport.kind,
    ...(captcha === null ? [] : (['captcha'] as const)),
  ] as const;
  const parts = [
    `# ${says('title')}`,
    says('intro'),
    `## ${says('heldTitle')}`,
    list(groupsHeld()),
    `## ${says('notTitle')}`,
    says('nothing'),
    `## ${says('cookiesTitle')}`,
    says('cookies'),
    `## ${says('othersTitle')}`,
    list(others),
    `## ${says('rightsTitle')}`,
    says('rights'),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Of the Markdown above and no other: headings, lists, paragraphs, `**`, backquotes and plain addresses. */
export function noticePage(language: MailLanguage, markdown: string): string {
  const body = markdown.trim().split('\n\n').map(blockOf).join('\n');
  const [title = ''] = markdown.split('\n');
  return `<!doctype html>\n<html lang="${language}">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>${escapeHtml(title.replace('# ', ''))}</title>\n</head>\n<body>\n<main>\n${body}\n</main>\n</body>\n</html>\n`;
}

function blockOf(block: string): string {
  const heading = /^(#{1,2}) (.*)$/.exec(block);
  if (heading !== null) return `<h${heading[1]?.length}>${inline(heading[2] ?? '')}</h${heading[1]?.length}>`;
  if (!block.startsWith('- ')) return `<p>${inline(block)}</p>`;
  const items = block.split('\n').map((line) => `<li>${inline(line.slice(2))}</li>`);
  return `<ul>\n${items.join('\n')}\n</ul>`;
}

const inline = (text: string): string =>
  escapeHtml(text)
    .replaceAll(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/`(.+?)`/g, '<code>$1</code>')
    .replaceAll(/https?:\/\/[^\s,;]*[^\s,;.:]/g, '<a href="$&">$&</a>');
