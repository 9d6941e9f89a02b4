// A payment that belongs to nobody any more keeps what the totals need, and nothing that leads to a person.
import { describe, expect, test } from 'vitest';
import { anonymised } from '../../shared/core/anonymous-payment.ts';
import { disputed, payment, periodPayment } from '../support/builders.ts';

describe('a payment without its giver', () => {
  test('keeps its amount, its day, its campaign and what came of it', () =>
    expect(anonymised(payment({ returnedMinor: 200, ...disputed('lost', 300) }))).toMatchObject({
      kind: 'anonymous-payment',
      id: 'pi_one',
      amountMinor: 1000,
      returnedMinor: 200,
      dispute: { outcome: 'lost', withdrawnMinor: 300 },
      campaign: 'ad-free',
    }));
  test('names neither its customer nor its membership', () => {
    const written = JSON.stringify([anonymised(payment()), anonymised(periodPayment())]);
    expect(written).not.toMatch(/cus_|sub_|customer|membership|purpose/);
  });
  test('still says how often such money comes', () => {
    expect(anonymised(payment()).frequency).toBe('once');
    expect(anonymised(periodPayment()).frequency).toBe('monthly');
  });
  test('leaves the payment it was made from as it was', () => {
    const whole = payment();
    anonymised(whole);
    expect(whole).toEqual(payment());
  });
});
