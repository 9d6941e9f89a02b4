// Asking to be reminded: what may be asked, what is kept of it, and that nobody learns whether an address is known.
import { describe, expect, test } from 'vitest';
import { requestReminder } from '../../shared/actions/request-reminder.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { day, hour } from '../../shared/core/time.ts';
import { currencyOf, hashOf, someday } from '../support/builders.ts';
import { decemberEvening, emailOf, openReminderHarness } from '../support/reminder-harness.ts';

/** X25519 of RFC 7748 §6.1: whoever holds only this can open nothing. */
const publicKey = Buffer.from('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a', 'hex').toString(
  'base64url',
);

describe('asking to be reminded', () => {
  test('saves a reminder that is due in the month, by day, without readable data', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({
      reminders,
      sealer: hpkeSealer(async () => ({ current: 's1', key: publicKey })),
    });
    const requested = await harness.ask('alice', '2027-02', { locale: 'en' });
    expect(requested).toMatchObject({ ok: true });
    expect(requested.ok && requested.value.dueAt).toBeGreaterThanOrEqual(Date.UTC(2027, 1, 1, 7));
    expect(requested.ok && requested.value.dueAt).toBeLessThan(Date.UTC(2027, 1, 1, 16));
    const held = JSON.stringify(reminders.dump());
    expect(held).not.toMatch(/alice|reader\.example/);
    expect(held).not.toContain(requested.ok ? requested.value.secret : '');
    expect(held).toContain(hashOf(requested.ok ? requested.value.secret : ''));
    expect(JSON.stringify(harness.log.lines)).not.toMatch(/alice|reader\.example/);
  });

  test("lives by the reader's own clock where they named one", async () => {
    const harness = openReminderHarness();
    const requested = await harness.ask('alice', '2026-12', { timeZone: 'Pacific/Auckland' });
    expect(requested.ok && requested.value.dueAt).toBeLessThan(Date.UTC(2026, 11, 1, 5));
  });

  test.each(['2026-11', '2026-10', '2027-12', '2030-01', '2026-13', '0'])(
    '%s is refused with the months there are',
    async (month) => {
      const failure = { kind: 'month-not-offered', from: '2026-12', to: '2027-11' };
      expect(await openReminderHarness().ask('alice', month)).toEqual({ ok: false, failure });
    },
  );

  test('a gift outside the offer is refused; half a gift is kept', async () => {
    const harness = openReminderHarness();
    const usd = currencyOf('usd');
    const contribution = { frequency: 'monthly', amountMinor: 1, currency: usd } as const;
    expect(await harness.ask('alice', '2026-12', { contribution })).toMatchObject({
      failure: { kind: 'amount-too-small' },
    });
    const half = { frequency: 'monthly', amountMinor: null, currency: null } as const;
    expect(await harness.ask('alice', '2026-12', { contribution: half })).toMatchObject({ ok: true });
    const foreign = { frequency: null, amountMinor: null, currency: currencyOf('chf') } as const;
    expect(await harness.ask('alice', '2026-12', { contribution: foreign })).toMatchObject({
      failure: { kind: 'currency-not-offered' },
    });
  });
});

describe('the limits', () => {
  test('one caller must wait after twenty', async () => {
    const harness = openReminderHarness();
    const answers = [];
    for (let at = 0; at < 21; at += 1) answers.push(await harness.ask(`reader${at}`, '2026-12', { caller: 'one' }));
    expect(answers.filter((each) => each.ok)).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({ failure: { kind: 'too-many-attempts' } });
  });

  test('of ten thousand requests for one address, from everywhere, five a day count, and no answer shows it', async () => {
    let heeded = 0;
    const store = memoryReminderStore();
    const reminders = {
      ...store,
      ask: (...[reminder, asking]: Parameters<typeof store.ask>) => {
        heeded += asking.isHeeded ? 1 : 0;
        return store.ask(reminder, asking);
      },
    };
    const harness = openReminderHarness({ reminders });
    for (let at = 0; at < 10_000; at += 1) {
      const requested = await requestReminder(harness.needs, {
        email: emailOf('victim'),
        month: '2026-12',
        locale: null,
        timeZone: null,
        caller: `bot ${at % 500}`,
        contribution: { frequency: null, amountMinor: null, currency: null },
      });
      if (!requested.ok) throw new Error('a request was answered otherwise than the first');
    }
    expect(heeded).toBe(5);
    expect(store.dump().held).toHaveLength(1);
    harness.setClock(decemberEvening);
    await harness.sweep();
    expect(harness.messages()).toEqual(['victim']);
  });

  test('an address that said never again is answered as every other, and nothing of it is kept', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    const address = await harness.needs.emails.hashEmail(emailOf('silent'));
    await reminders.suppress(address, someday + 365 * day, someday);
    const [silent, other] = [await harness.ask('silent'), await harness.ask('other')];
    expect(Object.keys(silent.ok ? silent.value : {})).toEqual(Object.keys(other.ok ? other.value : {}));
    expect(silent.ok && Math.abs(silent.value.dueAt - someday)).toBeLessThan(8 * day + 12 * hour);
    harness.setClock(decemberEvening);
    await harness.sweep();
    expect(harness.messages()).toEqual(['other']);
  });
});
