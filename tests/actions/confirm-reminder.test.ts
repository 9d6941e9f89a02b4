// What a mailbox says to the first message: yes once is one reminder, twice is the same one, and no is for ever. What is
// altered, late or from another key says nothing.
import { beforeEach, describe, expect, test } from 'vitest';
import { cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { confirmReminder } from '../../shared/actions/confirm-reminder.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { day } from '../../shared/core/time.ts';
import { hashOf, someday } from '../support/builders.ts';
import {
  decemberEvening,
  emailOf,
  later,
  openReminderHarness,
  type ReminderHarness,
} from '../support/reminder-harness.ts';

const unknown = { ok: false, failure: { kind: 'confirmation-unknown' } };
let harness: ReminderHarness;
let token: string;
const held = () => JSON.stringify(store.dump());
let store: ReturnType<typeof memoryReminderStore>;
beforeEach(async () => {
  store = memoryReminderStore();
  harness = openReminderHarness({ reminders: store });
  await harness.request('alice');
  await harness.answer();
  token = harness.confirmation('alice');
});

test('before its button is pressed nothing of a reminder is stored, and none is ever sent', async () => {
  expect(store.dump().held).toEqual([]);
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual([]);
});

test('pressed, it is one reminder of which nothing is readable, and the browser keeps what cancels it', async () => {
  const confirmed = await harness.confirm(token);
  const secret = confirmed.ok ? (confirmed.value.secret ?? '') : '';
  expect(held()).toContain(hashOf(secret));
  expect(held()).not.toContain(secret);
  expect(held()).not.toMatch(/alice|reader\.example/);
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual(['alice']);
});

describe('pressed twice', () => {
  test('it is one reminder, and the second browser gets nothing to keep', async () => {
    await harness.confirm(token);
    expect(await harness.confirm(token)).toMatchObject({ ok: true, value: { secret: null } });
    harness.setClock(decemberEvening);
    await harness.sweep();
    harness.setClock(later(1));
    await harness.sweep();
    expect(harness.messages()).toEqual(['alice']);
  });

  test('after it was sent it is no link any more', async () => {
    await harness.confirm(token);
    harness.setClock(decemberEvening);
    await harness.sweep();
    expect(await harness.confirm(token)).toEqual(unknown);
  });

  test('after a cancel it stays cancelled', async () => {
    const confirmed = await harness.confirm(token);
    const secret = confirmed.ok ? (confirmed.value.secret ?? '') : '';
    await cancelReminder(harness.needs, { token: secret, isForever: false });
    expect(await harness.confirm(token)).toEqual({ ok: false, failure: { kind: 'reminder-ended' } });
    harness.setClock(decemberEvening);
    await harness.sweep();
    expect(harness.messages()).toEqual([]);
  });
});

test('whoever made up a link learns nothing of an address that refused', async () => {
  await cancelReminder(harness.needs, { token, isForever: true });
  for (const forged of [token.replace(/~[^~]*$/, `~${'x'.repeat(43)}`), token.slice(0, -1), 'c1~x'])
    expect(await harness.confirm(forged)).toEqual(unknown);
});

describe('is refused, and nothing is stored,', () => {
  test('when it is a week old', async () => {
    await harness.request('boris', '2027-02');
    await harness.answer();
    harness.setClock(someday + 7 * day);
    expect(await harness.confirm(harness.confirmation('boris'))).toEqual(unknown);
    expect(store.dump().held).toEqual([]);
  });

  test('altered in any of its fields, cut short, or with another’s proof', async () => {
    await harness.request('boris');
    await harness.answer();
    const other = harness.confirmation('boris').split('~');
    const pieces = token.split('~');
    for (const [at, piece] of pieces.entries()) {
      const changes = [`${piece}0`, other[at] ?? '', '', piece.slice(1)].filter((each) => each !== piece);
      for (const change of changes) expect(await harness.confirm(pieces.with(at, change).join('~'))).toEqual(unknown);
      expect(await harness.confirm(pieces.toSpliced(at, 1).join('~'))).toEqual(unknown);
    }
    for (const each of ['', '~', '~'.repeat(11), token.slice(0, -1), `${token}~`]) {
      expect(await harness.confirm(each)).toEqual(unknown);
    }
    expect(store.dump().held).toEqual([]);
  });

  test('made with another stage’s pepper, or with one that was taken away', async () => {
    const keysOf = (id: string, byte: number) => async () =>
      keyRing(id, { [id]: Buffer.alloc(32, byte).toString('base64url') });
    for (const peppers of [keysOf('p1', 8), keysOf('p2', 7)]) {
      const needs = { ...harness.needs, confirmations: confirmationSigner(peppers) };
      expect(await confirmReminder(needs, token)).toEqual(unknown);
    }
    expect(store.dump().held).toEqual([]);
  });
});

test('refused for ever before it was confirmed, its address is silent, and the same link confirms nothing', async () => {
  const lines = () => JSON.stringify(harness.log.lines);
  const before = lines();
  await cancelReminder(harness.needs, { token, isForever: true });
  expect(await harness.confirm(token)).toEqual({ ok: false, failure: { kind: 'reminders-refused' } });
  // The log says no more of it than of a second press.
  expect(lines().replace(before.slice(0, -1), '')).not.toMatch(/silent|refused|never/);
  harness.setClock(someday + day);
  await harness.request('alice');
  expect(await harness.answer()).toEqual(['silent']);
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual([]);
});

test('an erasure between the question and the answer takes away nothing that was said later, and one after it does', async () => {
  const address = await harness.needs.emails.hashEmail(emailOf('alice'));
  await store.withdraw(address, someday);
  await harness.confirm(token);
  expect(store.dump().held).toHaveLength(1);
  await store.withdraw(address, someday);
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual([]);
});
