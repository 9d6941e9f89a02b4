// The pages people see: plain forms without script, that do what their buttons say and lead back to the site.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, openGift, openMembership, type Stage, setStage } from './stage.ts';
import { unlabelled } from './unlabelled.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage({ settings: { accountName: 'The <Gazette>' } });
});
const payer = { email: 'reader@example.com', card: '4242 4242 4242 4242' };

describe('the checkout page', () => {
  test('says what is given, how often and to whom, and that no money is real', async () => {
    const { url } = await openMembership(stage, 'month', 500);
    const { status, text } = await stage.page(url ?? '');
    expect(status).toBe(200);
    for (const words of [
      'Sandbox: no real money',
      'Membership',
      '5.00 USD',
      'per month',
      'The &lt;Gazette&gt;',
      'Back',
    ])
      expect(text).toContain(words);
    for (const button of ['Pay', 'Decline', 'Pay by bank debit']) expect(text).toContain(`>${button}</button>`);
    expect(unlabelled(text)).toEqual([]);
    expect(text).not.toContain('<script');
    expect(text).toContain('4242 4242 4242 4242');
  });

  test('Pay completes the session and leads to the success URL with the session’s id', async () => {
    const session = await openGift(stage);
    const answer = await stage.page(session.url ?? '', { ...payer, action: 'pay' });
    expect(answer.status).toBe(303);
    expect(answer.location).toBe(`http://site.test/thanks?session=${session.id}`);
    const done = await stage.stripe.checkout.sessions.retrieve(session.id);
    expect(done).toMatchObject({ payment_status: 'paid', customer_details: { email: 'reader@example.com' } });
  });

  test.each([
    ['Decline', { action: 'decline' }],
    ['the declined test card', { action: 'pay', card: '4000 0000 0000 0002' }],
  ])('%s shows an error, keeps what was typed, and stays open', async (_, press) => {
    const session = await openGift(stage);
    const { status, text } = await stage.page(session.url ?? '', { ...payer, ...press });
    expect(status).toBe(402);
    expect(text).toContain('Your card was declined');
    expect(text).toContain('reader@example.com');
    expect((await stage.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
  });

  test('Pay by bank debit completes it unpaid', async () => {
    const session = await openGift(stage);
    await stage.page(session.url ?? '', { ...payer, action: 'bank' });
    expect((await stage.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('unpaid');
    const yen = await stage.page((await openGift(stage, 1000, 'jpy')).url ?? '');
    expect(yen.text).toContain('1000 JPY');
    expect(yen.text).not.toContain('Pay by bank debit');
  });

  test('asks again when the address is missing', async () => {
    const session = await openGift(stage);
    const { status, text } = await stage.page(session.url ?? '', { email: '', action: 'pay' });
    expect(status).toBe(402);
    expect(text).toContain('e-mail address');
  });

  test('leads back to the site, where the session came from', async () => {
    const { text } = await stage.page((await openGift(stage)).url ?? '');
    expect(text).toContain('<a href="http://site.test/article">Back</a>');
  });

  test('says so when it is paid, expired or unknown, and charges nobody twice', async () => {
    const session = await openGift(stage);
    const url = session.url ?? '';
    await stage.page(url, { ...payer, action: 'pay' });
    for (const again of [await stage.page(url), await stage.page(url, { ...payer, action: 'pay' })])
      expect(again.text).toContain('This payment is complete');
    expect((await stage.stripe.charges.list()).data).toHaveLength(1);
    const expired = await openGift(stage);
    await stage.stripe.checkout.sessions.expire(expired.id);
    expect(await stage.page(expired.url ?? '')).toMatchObject({
      status: 410,
      text: expect.stringContaining('expired'),
    });
    expect((await stage.page('/c/pay/cs_test_none')).status).toBe(404);
  });

  test('shows text as text', async () => {
    const line_items = [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: '<img src=x>' } } },
    ];
    const { text } = await stage.page((await openGift(stage, 500, 'usd', { line_items })).url ?? '');
    expect(text).not.toContain('<img');
  });
});

test('an invoice and a receipt can be read', async () => {
  const { session } = await newMember(stage);
  const invoice = await stage.stripe.invoices.retrieve(idOf(session.invoice));
  const { text } = await stage.page(invoice.hosted_invoice_url ?? '');
  expect(text).toContain('Paid: 5.00 USD');
  const [charge] = (await stage.stripe.charges.list()).data;
  expect((await stage.page(charge?.receipt_url ?? '')).text).toContain('5.00 USD');
  expect((await stage.page('/invoice/in_none')).status).toBe(404);
});

test('an invoice that failed can be paid on its page, and the membership is in order again', async () => {
  const { subscription } = await newMember(stage);
  await stage.command(`/subscriptions/${subscription.id}/renewals`, { outcome: 'fails' });
  await stage.days(32);
  const failed = await stage.stripe.subscriptions.retrieve(subscription.id);
  const path = `/invoice/${idOf(failed.latest_invoice)}`;
  expect((await stage.page(path)).text).toContain('>Pay</button>');
  expect((await stage.page(`${path}/pay`, {})).status).toBe(303);
  expect((await stage.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  expect((await stage.page(path)).text).not.toContain('>Pay</button>');
  expect((await stage.page(`${path}/pay`, {})).status).toBe(400);
});
