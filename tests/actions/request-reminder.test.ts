// Asking to be reminded: what may be asked, that nothing of it is stored, and that nobody learns whether an address is known.
import { describe, expect, test } from 'vitest';
import { requestReminder } from '../../shared/actions/request-reminder.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known } from '../../shared/core/ids.ts';
import type { MailRequest } from '../../shared/ports/mail-queue.ts';
import { currencyOf } from '../support/builders.ts';
import { emailOf, openReminderHarness } from '../support/reminder-harness.ts';

/** X25519 of RFC 7748 §6.1: whoever holds only this can open nothing. */
const publicKey = Buffer.from('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a', 'hex').toString(
  'base64url',
);

describe('asking to be reminded', () => {
  test('queues one sealed request, stores nothing, and answers nothing', async () => {
    const reminders = memoryReminderStore();
    const harness = openReminderHarness({ reminders });
    const queued: MailRequest[] = [];
    const needs = {
      ...harness.needs,
      sealer: hpkeSealer(async () => ({ current: 's1', key: publicKey })),
      mail: { send: async (request: MailRequest) => void queued.push(request) },
    };
    const before = JSON.stringify(reminders.dump());
    const input = { email: emailOf('alice'), month: '2027-02', locale: 'en', timeZone: null };
    const contribution = { frequency: 'monthly', amountMinor: 500, currency: currencyOf('usd') } as const;
    expect(await requestReminder(needs, { ...input, contribution })).toEqual({ ok: true, value: null });
    expect(JSON.stringify(reminders.dump())).toBe(before);
    expect(queued).toHaveLength(1);
    expect(Object.keys(queued[0] ?? {}).sort()).toEqual(['id', 'sealed']);
    expect(JSON.stringify([queued, harness.log.lines])).not.toMatch(/alice|reader\.example|2027-02|500/);
  });

  test('the longest address still fits the seal', async () => {
    const harness = openReminderHarness({ sealer: hpkeSealer(async () => ({ current: 's1', key: publicKey })) });
    const label = 'a'.repeat(60);
    const email = known(parseEmail(`${label}@${label}.${label}.${label}.example`));
    expect(await harness.request('x', '2027-02', { email, locale: 'zh-Hant-TW' })).toMatchObject({ ok: true });
  });

  test.each(['2026-11', '2026-10', '2027-12', '2030-01', '2026-13', '0'])(
    '%s is refused with the months there are',
    async (month) => {
      const failure = { kind: 'month-not-offered', from: '2026-12', to: '2027-11' };
      expect(await openReminderHarness().request('alice', month)).toEqual({ ok: false, failure });
    },
  );

  test('a gift outside the offer is refused; half a gift is kept', async () => {
    const harness = openReminderHarness();
    const usd = currencyOf('usd');
    const contribution = { frequency: 'monthly', amountMinor: 1, currency: usd } as const;
    expect(await harness.request('alice', '2026-12', { contribution })).toMatchObject({
      failure: { kind: 'amount-too-small' },
    });
    const half = { frequency: 'monthly', amountMinor: null, currency: null } as const;
    expect(await harness.request('alice', '2026-12', { contribution: half })).toMatchObject({ ok: true });
    const foreign = { frequency: null, amountMinor: null, currency: currencyOf('chf') } as const;
    expect(await harness.request('alice', '2026-12', { contribution: foreign })).toMatchObject({
      failure: { kind: 'currency-not-offered' },
    });
  });

  test('nobody is refused for a neighbour: a thousand readers behind one exit are answered alike', async () => {
    const harness = openReminderHarness();
    const answers = [];
    for (let at = 0; at < 1000; at += 1) answers.push(await harness.request(`reader${at}`));
    expect(answers.every((each) => each.ok)).toBe(true);
  });
});
