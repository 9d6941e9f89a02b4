// The message that carries a link: discreet unless the newsroom wants its name in it, in every language.
import { describe, expect, test } from 'vitest';
import { linkMessage } from '../../shared/core/link-message.ts';

const content = { url: 'https://meridian.example/account#mainstay-link=x', code: 'ABCDE-FGHJK', newsroomName: null };

describe.each(['en', 'de', 'fr', 'es', 'ru', 'uk'])('in %s', (locale) => {
  const [discreet, named] = [
    linkMessage({ ...content, locale }),
    linkMessage({ ...content, locale, newsroomName: 'Meridian' }),
  ];
  test('it carries the link and the code', () => {
    for (const { text } of [discreet, named]) {
      expect(text).toContain(content.url);
      expect(text).toContain(content.code);
    }
  });
  test('it names the newsroom only where it must, in subject and text', () => {
    expect(discreet.subject + discreet.text + discreet.html).not.toMatch(/Meridian(?!\.example)|undefined|null/);
    for (const said of [named.subject, named.text, named.html]) expect(said).toMatch(/Meridian/);
    expect(named.subject).not.toBe(discreet.subject);
  });
});
