// What the link of a first message carries comes back whole, and nothing else is read from a fragment.
import { describe, expect, test } from 'vitest';
import { known, parseHash, parseReminderId } from '../../shared/core/ids.ts';
import {
  confirmationText,
  confirmationToken,
  endOfConfirmation,
  parseConfirmationText,
  piecesOfToken,
  type ReminderConfirmation,
} from '../../shared/core/reminder-confirmation.ts';
import { parseSealed } from '../../shared/core/sealed.ts';
import { day } from '../../shared/core/time.ts';
import { currencyOf, someday } from '../support/builders.ts';

const confirmation: ReminderConfirmation = {
  id: known(parseReminderId(`rm_${'a'.repeat(22)}`)),
  pepper: 'k1',
  hash: known(parseHash('h'.repeat(43))),
  sealed: known(parseSealed(`s1.k1.${'e'.repeat(43)}.${'c'.repeat(60)}`)),
  dueAt: someday + 30 * day,
  contribution: { frequency: 'monthly', amountMinor: 500, currency: currencyOf('usd') },
  locale: 'pt-BR',
  expiresAt: someday + 7 * day,
};
const nothingChosen = { frequency: null, amountMinor: null, currency: null };

test.each([
  ['whole', {}],
  ['without a choice and without a language', { contribution: nothingChosen, locale: null }],
])('comes back %s', (_, change) => {
  const given = { ...confirmation, ...change };
  expect(parseConfirmationText(confirmationText(given))).toEqual(given);
});

describe('is none', () => {
  const pieces = confirmationText(confirmation).split('~');
  const without = (at: number, instead: readonly string[] = []) => pieces.toSpliced(at, 1, ...instead).join('~');
  test.each([
    ['of another version', without(0, ['c2'])],
    ['without an end', pieces.slice(0, -1).join('~')],
    ['with a field more', `${pieces.join('~')}~`],
    ['without an id', without(1, [''])],
    ['without a hash', without(3, ['short'])],
    ['without a sealed address', without(4, ['open'])],
    ['that is empty', ''],
  ])('a text %s', (_, text) => expect(parseConfirmationText(text)).toBeNull());
});

test('a link ends after a week, or when its reminder is due', () => {
  expect(endOfConfirmation(someday, someday + 30 * day)).toBe(someday + 7 * day);
  expect(endOfConfirmation(someday, someday + 2 * day)).toBe(someday + 2 * day);
});

test('the proof is what follows the last separator', () => {
  expect(piecesOfToken(confirmationToken('a~b', 'p'))).toEqual({ text: 'a~b', proof: 'p' });
  expect(piecesOfToken('alone')).toEqual({ text: '', proof: 'alone' });
});
