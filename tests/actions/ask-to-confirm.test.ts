// The first message about a reminder: to whom it goes, how often, what it says, and what a log keeps of it.
import { describe, expect, test } from 'vitest';
import { mailLanguages } from '../../shared/core/mail-templates/mail-language.ts';
import { parseConfirmationText, piecesOfToken } from '../../shared/core/reminder-confirmation.ts';
import { day, minute } from '../../shared/core/time.ts';
import { someday } from '../support/builders.ts';
import { emailOf, openReminderHarness } from '../support/reminder-harness.ts';

describe('a mailbox', () => {
  test('is asked in words that name neither newsroom nor cause, with one button and nothing to load', async () => {
    const harness = openReminderHarness();
    await harness.request('alice');
    expect(await harness.answer()).toEqual(['sent']);
    const [{ to, message } = { to: '', message: null }] = harness.asks.posted();
    expect([to, message?.subject]).toEqual([emailOf('alice'), 'Shall we remind you?']);
    const link = 'https://meridian.example/reminders#confirm=c1~rm_';
    expect(message?.text.split(link)).toHaveLength(2);
    expect(`${message?.text}${message?.html}`.replaceAll('meridian.example', '')).not.toMatch(
      /meridian|donat|support/i,
    );
    expect([message?.unsubscribeUrl, /<img|<link|@import/.test(message?.html ?? '')]).toEqual([null, false]);
    expect(JSON.stringify([harness.confirmation('alice'), harness.log.lines])).not.toMatch(/alice|reader\.example/);
  });

  test.each(mailLanguages)('is asked in %s', async (locale) => {
    const harness = openReminderHarness({ isDiscreet: false });
    await harness.request('alice', '2026-12', { locale });
    await harness.answer();
    const [posted] = harness.asks.posted();
    expect(posted?.message.html).toContain(`lang="${locale}"`);
    expect(posted?.message.subject).toContain('The Meridian');
    expect(posted?.message.text).not.toMatch(/[{}]|undefined/);
  });

  test('is asked about the month that was chosen, by day, as the reader’s own clock has it', async () => {
    const harness = openReminderHarness();
    const dueIn = async (timeZone: string | null) => {
      await harness.request('alice', '2027-02', { timeZone });
      await harness.answer({ ...harness.reminders, takeAsk: async () => true });
      return parseConfirmationText(piecesOfToken(harness.confirmation('alice')).text)?.dueAt ?? 0;
    };
    const [inRiga, inAuckland] = [await dueIn(null), await dueIn('Pacific/Auckland')];
    expect(inRiga).toBeGreaterThanOrEqual(Date.UTC(2027, 1, 1, 7));
    expect(inRiga).toBeLessThan(Date.UTC(2027, 1, 1, 16));
    expect(inAuckland).toBeLessThan(Date.UTC(2027, 1, 1, 5));
  });

  test('is asked once a day, whoever asks how often, and no answer shows it', async () => {
    const harness = openReminderHarness();
    const answers = new Set<string>();
    for (let at = 0; at < 1000; at += 1) answers.add(JSON.stringify(await harness.request('victim')));
    expect(answers.size).toBe(1);
    const outcomes = await harness.answer();
    expect([outcomes.filter((each) => each === 'sent').length, harness.asks.posted().length]).toEqual([1, 1]);
    harness.setClock(someday + day);
    await harness.request('victim');
    expect(await harness.answer()).toEqual(['sent']);
  });

  test('that refused, bounced or complained is never asked, and that is answered and logged as every other', async () => {
    const harness = openReminderHarness();
    const address = await harness.needs.emails.hashEmail(emailOf('silent'));
    await harness.reminders.suppress(address, someday + 365 * day, someday);
    const answers = [await harness.request('silent'), await harness.request('other')];
    expect(answers[0]).toEqual(answers[1]);
    expect(await harness.answer()).toEqual(['silent', 'sent']);
    const [one, other] = harness.log.of('confirmation-requested');
    expect(one).toEqual(other);
  });

  test('is not asked while staff stopped mail, and where the service is busy the request comes back and is sent once', async () => {
    const busy = openReminderHarness();
    await busy.request('alice');
    busy.asks.meet(['throttled']);
    await expect(busy.answer()).rejects.toThrow('busy');
    busy.setClock(someday + 2 * minute);
    expect(await busy.answer()).toEqual(['sent']);
    const stopped = openReminderHarness({ switches: { isStopped: async () => true } });
    await stopped.request('alice');
    expect([await stopped.answer(), stopped.asks.posted()]).toEqual([['stopped'], []]);
  });

  test('past the cap of a day none is asked, whatever else was sent, and tomorrow all may be', async () => {
    const harness = openReminderHarness({ mostQuestionsADay: 2 });
    for (const kind of ['reminders', 'links'] as const) {
      for (let at = 0; at < 5; at += 1) await harness.reminders.countMessage({ kind, most: 5 }, someday);
    }
    const names = ['alice', 'boris', 'clara', 'denis'];
    const answers = new Set<string>();
    for (const name of names) answers.add(JSON.stringify(await harness.request(name)));
    expect([answers.size, await harness.answer()]).toEqual([1, ['sent', 'sent', 'capped', 'capped']]);
    expect(harness.log.of('questions-capped')).toEqual([{}, {}]);
    harness.setClock(someday + day);
    for (const name of names) await harness.request(name);
    expect(await harness.answer()).toEqual(['sent', 'sent', 'capped', 'capped']);
  });
});
