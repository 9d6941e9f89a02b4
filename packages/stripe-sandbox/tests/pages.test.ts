// The pages people see: plain forms without script, that do what their buttons say and lead back to the site.
import { beforeEach, describe, expect, test } from 'vitest';
import { idOf, newMember, openGift, openMembership, paid, type Stage, setStage, typesOf } from './stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = setStage({ settings: { accountName: 'The <Gazette>' } });
});
const payer = { email: 'reader@example.com', card: '4242 4242 4242 4242' };

/** What a person without eyes gets: every control needs a name. */
function unlabelled(text: string): string[] {
  const labelled = new Set([...text.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id));
  const controls = [...text.matchAll(/<(?:input|select)[^>]*\bid="([^"]+)"/g)].map(([, id = '']) => id);
  expect(controls.length).toBe([...text.matchAll(/<(?:input|select)\b/g)].length);
  return controls.filter((id) => !labelled.has(id));
}

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

describe('the portal', () => {
  const openPortal = async (more: object = {}) => {
    const { session, subscription } = await newMember(stage);
    const customer = idOf(session.customer);
    const portal = await stage.stripe.billingPortal.sessions.create({
      customer,
      return_url: 'http://site.test/me',
      ...more,
    });
    return { portal, subscription, customer, path: new URL(portal.url).pathname };
  };
  const subscriptionOf = (id: string) => stage.stripe.subscriptions.retrieve(id);

  test('shows what the membership costs, when it goes on, its invoices and the way back', async () => {
    const { path } = await openPortal();
    const { status, text } = await stage.page(path);
    expect(status).toBe(200);
    for (const words of ['5.00 USD per month', '10 April 2027', 'Cancel membership', 'Return to site', 'paid'])
      expect(text).toContain(words);
    expect(unlabelled(text)).toEqual([]);
  });

  test('cancels by naming the moment, as flexible billing does, after asking once', async () => {
    const { path, subscription } = await openPortal();
    const question = await stage.page(`${path}/memberships/${subscription.id}/cancel`);
    expect(question.text).toContain('It stays until 10 April 2027');
    expect((await subscriptionOf(subscription.id)).cancel_at).toBeNull();
    const answer = await stage.page(`${path}/memberships/${subscription.id}/cancel`, {});
    expect(answer.status).toBe(303);
    expect(await subscriptionOf(subscription.id)).toMatchObject({
      status: 'active',
      cancel_at: subscription.items.data[0]?.current_period_end,
      cancel_at_period_end: false,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect((await stage.page(path)).text).toContain('Renew membership');
    await stage.days(31);
    expect((await subscriptionOf(subscription.id)).status).toBe('canceled');
  });

  test('takes a cancel back', async () => {
    const { path, subscription } = await openPortal();
    await stage.page(`${path}/memberships/${subscription.id}/cancel`, {});
    await stage.page(`${path}/memberships/${subscription.id}/renew`, {});
    expect(await subscriptionOf(subscription.id)).toMatchObject({ cancel_at: null, canceled_at: null });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
  });

  test('changes the card, and a bad one fails at the next renewal', async () => {
    const { path, subscription } = await openPortal();
    await stage.page(`${path}/card`, { card: 'bad' });
    await stage.days(32);
    expect((await subscriptionOf(subscription.id)).status).toBe('past_due');
    const again = await stage.stripe.billingPortal.sessions.create({ customer: idOf(subscription.customer) });
    await stage.page(`${again.url}/card`, { card: 'good' });
    await stage.days(1);
    expect((await subscriptionOf(subscription.id)).status).toBe('active');
  });

  test('link dies unused after minutes, and opened after an hour', async () => {
    const unused = await openPortal();
    await stage.seconds(301);
    expect((await stage.page(unused.path)).status).toBe(410);
    const opened = await openPortal();
    expect((await stage.page(opened.path)).status).toBe(200);
    await stage.seconds(3000);
    expect((await stage.page(opened.path)).status).toBe(200);
    await stage.seconds(700);
    expect((await stage.page(opened.path)).status).toBe(410);
    expect((await stage.page(`${opened.path}/card`, { card: 'bad' })).status).toBe(410);
  });

  test('never touches another customer’s membership', async () => {
    const { path } = await openPortal();
    const other = await newMember(stage);
    expect((await stage.page(`${path}/memberships/${other.subscription.id}/cancel`, {})).status).toBe(400);
    expect((await subscriptionOf(other.subscription.id)).cancel_at).toBeNull();
  });

  test('leads a flow straight to its question, and then where it was told', async () => {
    const { subscription, customer } = await openPortal();
    const flow = await stage.stripe.billingPortal.sessions.create({
      customer,
      flow_data: {
        type: 'subscription_cancel',
        subscription_cancel: { subscription: subscription.id },
        after_completion: { type: 'redirect', redirect: { return_url: 'http://site.test/bye' } },
      },
    });
    const opened = await stage.page(flow.url);
    expect(opened.status).toBe(303);
    expect((await stage.page(opened.location ?? '')).text).toContain('Cancel membership');
    expect((await stage.page(opened.location ?? '', {})).location).toBe('http://site.test/bye');
  });

  test('offers only what its configuration allows', async () => {
    const configuration = await stage.stripe.billingPortal.configurations.create({
      features: { invoice_history: { enabled: true } },
    });
    const { path, subscription, customer } = await openPortal({ configuration: configuration.id });
    const { text } = await stage.page(path);
    expect(text).not.toContain('Cancel membership');
    expect(text).not.toContain('Update card');
    expect((await stage.page(`${path}/memberships/${subscription.id}/cancel`, {})).status).toBe(400);
    const flow_data = { type: 'payment_method_update' as const };
    await expect(
      stage.stripe.billingPortal.sessions.create({ customer, configuration: configuration.id, flow_data }),
    ).rejects.toMatchObject({ param: 'flow_data[type]' });
  });

  test('is for customers who exist', async () => {
    const { customer, path } = await openPortal();
    await stage.stripe.customers.del(customer);
    expect((await stage.page(path)).status).toBe(410);
    await expect(stage.stripe.billingPortal.sessions.create({ customer })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'customer',
    });
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

describe('the control plane', () => {
  test('shows the whole account', async () => {
    await paid(stage, await openGift(stage));
    const response = await stage.sandbox.fetch(new Request('http://sandbox.test/_sandbox/state'));
    expect(await response.json()).toMatchObject({
      now: new Date(stage.now()).toISOString(),
      sessions: [{ status: 'complete' }],
      paymentIntents: [{ status: 'succeeded' }],
      deliveries: { tally: { delivered: stage.received.length } },
    });
  });

  test('moves the clock by itself when nobody else owns it', async () => {
    const { subscription } = await newMember(stage);
    expect((await stage.command('/clock', { advanceDays: 31.5 })).body).toEqual({ now: '2027-04-10T21:00:00.000Z' });
    await stage.sandbox.tick();
    expect(typesOf(stage.received).filter((type) => type === 'invoice.paid')).toHaveLength(2);
    const item = (await stage.stripe.subscriptions.retrieve(subscription.id)).items.data[0];
    expect(new Date((item?.current_period_end ?? 0) * 1000).toISOString()).toBe('2027-05-10T09:00:00.000Z');
  });

  test('forgets everything on reset, but not who is told', async () => {
    await newMember(stage);
    await stage.command('/reset');
    expect((await stage.stripe.events.list()).data).toEqual([]);
    stage.received.length = 0;
    await stage.stripe.customers.create({ name: 'Ada' });
    await stage.sandbox.tick();
    expect(typesOf(stage.received)).toEqual(['customer.created']);
  });

  test.each([
    ['/checkouts/cs_test_none/pay', { method: 'card' }, 404],
    ['/checkouts/cs_test_none/pay', { method: 'gold' }, 400],
    ['/bank-debits/pi_none', { outcome: 'succeeded' }, 404],
    ['/subscriptions/sub_none/renewals', { outcome: 'paid' }, 404],
    ['/clock', { advanceDays: -1 }, 400],
    ['/clock', { days: 3 }, 400],
    ['/disputes', {}, 400],
    ['/deliveries', { drop: 2 }, 400],
    ['/settings', { afterLastRetry: 'hope' }, 400],
  ])('%s with %o is a problem with a sentence', async (path, command, status) => {
    const answer = await stage.command(path, command);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.stringMatching(/\w+ \w+/) });
  });

  test('takes JSON and nothing else', async () => {
    const request = new Request('http://sandbox.test/_sandbox/clock', { method: 'POST', body: 'advanceDays=1' });
    expect((await stage.sandbox.fetch(request)).status).toBe(400);
  });
});
