// A membership's time: periods that move before they are paid, month ends, retries and their end, pauses, cancels.
import { beforeEach, describe, expect, test } from 'vitest';
import { boundary, nextBoundary } from '../source/billing/periods.ts';
import { idOf, newMember, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage();
});
const subscriptionOf = (id: string) => stage.stripe.subscriptions.retrieve(id);
const dayOf = (seconds: number | undefined) => new Date((seconds ?? 0) * 1000).toISOString().slice(0, 10);
const periodOf = async (id: string) => {
  const item = (await subscriptionOf(id)).items.data[0];
  return `${dayOf(item?.current_period_start)} ${dayOf(item?.current_period_end)}`;
};

describe('a renewal', () => {
  test('moves the period at once, with an unpaid draft, and is paid an hour later', async () => {
    const { subscription } = await newMember(stage);
    await stage.days(30);
    stage.received.length = 0;
    await stage.days(1);
    expect(await periodOf(subscription.id)).toBe('2027-04-10 2027-05-10');
    const draft = await stage.stripe.invoices.retrieve(idOf((await subscriptionOf(subscription.id)).latest_invoice));
    expect(draft).toMatchObject({
      status: 'draft',
      billing_reason: 'subscription_cycle',
      amount_paid: 0,
      auto_advance: true,
    });
    expect(typesOf(stage.received)).toEqual(['customer.subscription.updated', 'invoice.created']);
    stage.received.length = 0;
    await stage.seconds(3600);
    expect((await stage.stripe.invoices.retrieve(draft.id)).status).toBe('paid');
    expect(typesOf(stage.received)).toEqual([
      'invoice.updated',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.updated',
      'invoice.paid',
      'invoice.payment_succeeded',
      'invoice_payment.paid',
    ]);
  });

  test('is announced with what it replaced', async () => {
    const { subscription } = await newMember(stage);
    await stage.days(31);
    const moved = stage.received.find(({ type }) => type === 'customer.subscription.updated');
    const [old] = subscription.items.data;
    expect(moved?.data).toMatchObject({
      object: { id: subscription.id },
      previous_attributes: {
        latest_invoice: subscription.latest_invoice,
        items: { data: [{ current_period_end: old?.current_period_end }] },
      },
    });
  });

  test('bills the coming period, and shows the past one as the invoice’s own', async () => {
    const { subscription } = await newMember(stage);
    await stage.days(32);
    const invoice = await stage.stripe.invoices.retrieve(idOf((await subscriptionOf(subscription.id)).latest_invoice));
    const [line] = invoice.lines.data;
    expect([dayOf(line?.period.start), dayOf(line?.period.end)]).toEqual(['2027-04-10', '2027-05-10']);
    expect([dayOf(invoice.period_start), dayOf(invoice.period_end)]).toEqual(['2027-03-10', '2027-04-10']);
  });

  test('happens at its own moment even when the clock jumps over it', async () => {
    const { subscription } = await newMember(stage);
    await stage.seconds(100 * 86_400);
    const invoices = (await stage.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(invoices.map(({ created }) => dayOf(created))).toEqual([
      '2027-06-10',
      '2027-05-10',
      '2027-04-10',
      '2027-03-10',
    ]);
    expect(invoices.every(({ status }) => status === 'paid')).toBe(true);
  });
});

describe('the calendar', () => {
  test('keeps the end of the month: 31 January, 28 February, 31 March', async () => {
    stage = setStage({ startsAt: '2027-01-31T12:00:00Z' });
    const { subscription } = await newMember(stage);
    expect(await periodOf(subscription.id)).toBe('2027-01-31 2027-02-28');
    await stage.days(30);
    expect(await periodOf(subscription.id)).toBe('2027-02-28 2027-03-31');
    await stage.days(31);
    expect(await periodOf(subscription.id)).toBe('2027-03-31 2027-04-30');
  });

  test('an annual membership of 29 February renews on 28 February, and on the 29th again in the next leap year', () => {
    const anchor = Date.UTC(2028, 1, 29, 8) / 1000;
    const yearly = { interval: 'year', interval_count: 1 };
    expect([1, 2, 3, 4].map((count) => dayOf(boundary(anchor, yearly, count)))).toEqual([
      '2029-02-28',
      '2030-02-28',
      '2031-02-28',
      '2032-02-29',
    ]);
  });

  test('the next boundary is always the first one after a moment, for every interval', () => {
    const anchor = Date.UTC(2027, 0, 31, 23, 59, 59) / 1000;
    for (const interval of ['day', 'week', 'month', 'year'])
      for (const interval_count of [1, 2, 3])
        for (let moment = anchor; moment < anchor + 900 * 86_400; moment += 5.3 * 86_400) {
          const rhythm = { interval, interval_count };
          const next = nextBoundary(anchor, rhythm, moment);
          const boundaries = Array.from({ length: 1000 }, (_, count) => boundary(anchor, rhythm, count + 1));
          expect(next).toBe(boundaries.find((one) => one > moment));
        }
  });
});

describe('a renewal that fails', () => {
  const failing = async (rule: 'cancel' | 'unpaid' | 'past_due' | 'pause') => {
    stage = setStage({ settings: { afterLastRetry: rule } });
    const { subscription } = await newMember(stage);
    await stage.command(`/subscriptions/${subscription.id}/renewals`, { outcome: 'fails' });
    await stage.days(32);
    return subscription.id;
  };

  test('leaves the membership past due in its moved period, the invoice open and to be tried again', async () => {
    const id = await failing('cancel');
    const subscription = await subscriptionOf(id);
    expect(subscription.status).toBe('past_due');
    expect(await periodOf(id)).toBe('2027-04-10 2027-05-10');
    const invoice = await stage.stripe.invoices.retrieve(idOf(subscription.latest_invoice));
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, amount_remaining: 500 });
    expect(dayOf(invoice.next_payment_attempt ?? undefined)).toBe('2027-04-11');
    expect(typesOf(stage.received)).toContain('invoice.payment_failed');
  });

  test('recovers with the next try once the card works', async () => {
    const id = await failing('cancel');
    await stage.command(`/subscriptions/${id}/renewals`, { outcome: 'paid' });
    await stage.days(1);
    expect((await subscriptionOf(id)).status).toBe('active');
    const [newest] = (await stage.stripe.invoices.list({ subscription: id })).data;
    expect(newest).toMatchObject({ status: 'paid', attempt_count: 2 });
  });

  test.each([
    ['cancel', 'canceled', { reason: 'payment_failed' }],
    ['unpaid', 'unpaid', { reason: null }],
    ['past_due', 'past_due', { reason: null }],
    ['pause', 'paused', { reason: null }],
  ] as const)(
    'is tried eight times in two weeks, then follows the rule "%s"',
    async (rule, status, cancellation_details) => {
      const id = await failing(rule);
      await stage.days(14);
      const subscription = await subscriptionOf(id);
      expect(subscription).toMatchObject({ status, cancellation_details });
      const invoice = await stage.stripe.invoices.retrieve(idOf(subscription.latest_invoice));
      expect(invoice).toMatchObject({ status: 'open', attempt_count: 8, next_payment_attempt: null });
      if (rule === 'pause') expect(subscription.status_details?.paused.subscription.type).toBe('final_payment_failure');
    },
  );

  test('an unpaid membership makes drafts nobody collects, until its latest invoice is paid', async () => {
    const id = await failing('unpaid');
    await stage.days(45);
    const [draft] = (await stage.stripe.invoices.list({ subscription: id })).data;
    expect(draft).toMatchObject({ status: 'draft', auto_advance: false });
    await stage.command(`/subscriptions/${id}/renewals`, { outcome: 'paid' });
    await stage.stripe.invoices.pay(idOf(draft));
    expect((await subscriptionOf(id)).status).toBe('active');
  });

  test('a cancelled one is never tried again', async () => {
    const id = await failing('cancel');
    await stage.stripe.subscriptions.cancel(id);
    await stage.command(`/subscriptions/${id}/renewals`, { outcome: 'paid' });
    await stage.days(20);
    const [invoice] = (await stage.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, auto_advance: false });
  });
});
