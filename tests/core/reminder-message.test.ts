// What a reminder's message says and what it never says, in every language we write.
import { describe, expect, test } from 'vitest';
import { proposedUrl, reminderMessage } from '../../shared/core/reminder-message.ts';
import { currencyOf } from '../support/builders.ts';

const content = {
  contribution: { frequency: 'monthly', amountMinor: 500, currency: currencyOf('usd') },
  locale: 'en',
  newsroomName: null,
  supportPage: 'https://meridian.example/support',
  cancelUrl: 'https://meridian.example/reminders#cancel=t',
  unsubscribeUrl: 'https://meridian.example/v1/reminders/cancel/t',
} as const;

describe.each(['en', 'ru', 'ru-RU', 'pt-BR', null])('a message in %s', (locale) => {
  const discreet = reminderMessage({ ...content, locale });
  const named = reminderMessage({ ...content, locale, newsroomName: 'The Meridian' });

  test('names neither newsroom nor cause unless the newsroom wants it to', () => {
    const said = [discreet.subject, discreet.text, discreet.html].join('\n').replaceAll(/https:\S+/g, '');
    expect(said).not.toMatch(/meridian|support|donat|contribut|journal|поддерж|пожертв|журнал/i);
    expect(named.subject + named.text).toContain('The Meridian');
  });

  test('says the same as plain text and as HTML, loads nothing, and can be ended in both ways', () => {
    for (const { text, html, unsubscribeUrl } of [discreet, named]) {
      for (const url of [proposedUrl(content.supportPage, content.contribution), content.cancelUrl]) {
        expect(text).toContain(url);
        expect(html).toContain(url);
      }
      expect(html).not.toMatch(/<img|src=|url\(|@import|<link/);
      expect(unsubscribeUrl).toBe(content.unsubscribeUrl);
      expect(`${text}${html}`).not.toContain('@');
    }
  });
});

test('Russian is Russian, and a language we have not is English', () => {
  expect(reminderMessage({ ...content, locale: 'ru-RU' }).subject).toBe('Вы просили напомнить');
  expect(reminderMessage({ ...content, locale: 'pt-BR' }).subject).toBe('You asked to be reminded');
});

test('the link proposes what was chosen, and nothing where nothing was', () => {
  expect(proposedUrl('https://a.example/s', content.contribution)).toBe('https://a.example/s#reminder=monthly.500.usd');
  const nothing = { frequency: null, amountMinor: null, currency: null };
  expect(proposedUrl('https://a.example/s', nothing)).toBe('https://a.example/s#reminder=..');
});
