// The notice for readers is tied to what the table may hold, to the settings and to the services behind: none of them changes
// without it. The command itself writes it in all six languages.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { noticeMarkdown, noticePage, noticeTexts } from '../../operations/privacy-notice/notice.ts';
import { groupOf, groupsHeld, noticeGroups } from '../../operations/privacy-notice/row-groups.ts';
import { retention } from '../../shared/adapters/dynamodb/retention/retention.ts';
import { mailLanguageOf } from '../../shared/core/mail-templates/mail-language.ts';
import { childEnvironment } from '../support/child-environment.ts';

const languages = Object.keys(noticeTexts).map(mailLanguageOf);
const where = { origins: ['https://meridian.example'], region: 'eu-central-1' };
const english = (more: Partial<typeof settings> = {}) => noticeMarkdown('en', { ...settings, ...more }, where);

describe('what is held', () => {
  test('has a sentence for every row of the table that could lead to somebody', () => {
    expect(groupsHeld()).toEqual(noticeGroups);
    const unsaid = retention.filter((row) => row.leadsTo !== 'nobody' && groupOf(row) === 'nobody');
    expect(unsaid.map(({ key }) => key)).toEqual([]);
  });
  test('is not made for a row that is new', () => {
    const [row] = retention;
    if (row === undefined) throw new Error('no row is described');
    expect(() => groupsHeld([{ ...row, key: 'PROFILE#<reader> / -' }])).toThrow('PROFILE');
  });
  test('says the days that the table says', () => {
    const livesOf = (group: string) => retention.filter((row) => groupOf(row) === group).map(({ life }) => life.says);
    for (const group of ['browser', 'reminder']) expect(livesOf(group).join()).toContain('400 days');
    for (const language of languages) {
      const text = noticeMarkdown(language, settings, where);
      expect(text.match(/400/g)?.length).toBe(2);
      expect(text).toContain(String(settings.linkDays));
    }
  });
});

describe.each(languages)('in %s', (language) => {
  const text = noticeMarkdown(language, settings, where);
  test('names the newsroom, its pages, its cookies and its region, and leaves no blank', () => {
    const { name, accountPath, reminderPath } = settings.newsroom;
    const pages = [accountPath, reminderPath].map((path) => `https://meridian.example${path}`);
    for (const each of [name, ...pages, ...Object.values(settings.cookies), 'eu-central-1', 'Stripe', 'Amazon SES'])
      expect(text).toContain(each);
    expect(text).not.toMatch(/[{}]|undefined/);
  });
  test('is a page with the same words, and lets nothing of a name into its markup', () => {
    const odd = { ...settings, newsroom: { ...settings.newsroom, name: 'A <b>"paper"</b> & more' } };
    const page = noticePage(language, noticeMarkdown(language, odd, where));
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).toContain('A &lt;b&gt;');
    expect(page).not.toMatch(/<b>|\*\*|`/);
    expect(page).toContain('<a href="https://stripe.com/privacy">https://stripe.com/privacy</a>');
  });
});

test('names the services that the settings name', () => {
  expect(english()).not.toContain('Turnstile');
  const captcha = { supplier: 'turnstile', siteKey: 'x', secretName: 'x' } as const;
  expect(english({ captcha })).toContain('Turnstile');
  const transport = { kind: 'smtp', host: 'smtp.provider.example', port: 587, security: 'starttls' } as const;
  const bySmtp = english({ mail: { ...settings.mail, transport } });
  expect(bySmtp).toContain('smtp.provider.example');
  expect(bySmtp).not.toContain('SES');
});

test('the command writes all of them, and says so for a stage that is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-notice-'));
  const run = (...more: string[]) =>
    execFileSync(process.execPath, ['operations/privacy-notice.ts', '--out', folder, ...more], {
      encoding: 'utf8',
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  try {
    expect(run()).toContain('Wrote 12 files');
    expect(readdirSync(folder)).toHaveLength(12);
    expect(readFileSync(join(folder, 'de.md'), 'utf8')).toContain(settings.newsroom.name);
    expect(() => run('--stage', 'nowhere')).toThrow('There is no stage "nowhere"');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
