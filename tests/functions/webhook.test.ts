// The webhook function as it is deployed: which events it accepts, which it refuses, and that work that failed is never
// answered with success.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secretNames } from '../../local/environment/secrets.ts';
import { minute, second } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { type Said, saidOf } from '../support/reader-browser.ts';
import { type Signed, signed, signedByBoth, stripeEvent, webhookSecret } from '../support/signed-webhook.ts';

const canary = 'canary-7f3a';
const other = 'whsec_of_the_next_roll_of_secrets';
const event = () =>
  stripeEvent('customer.subscription.updated', { id: 'sub_unheard', customer: 'cus_unheard', metadata: { canary } });

describe.skipIf(isTableMissing())('POST /v1/stripe/events', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const hold = (secrets: unknown) => {
    harness.secrets[secretNames.webhook] = typeof secrets === 'string' ? secrets : JSON.stringify({ secrets });
  };
  beforeEach(() => {
    hold([webhookSecret]);
    harness.coldStart();
  });
  afterEach(async () => {
    while ((await harness.syncRequests.count()) > 0) {
      await harness.syncRequests.remove(await harness.syncRequests.receive(AbortSignal.timeout(10_000)));
    }
  });

  const jsonKind = { 'content-type': 'application/json; charset=utf-8' };
  const post = async ({ body, signature }: Signed, more: object = {}): Promise<Said> => {
    const headers = { ...jsonKind, 'stripe-signature': signature };
    return saidOf(await harness.ask({ method: 'POST', path: '/v1/stripe/events', body, headers, ...more }));
  };
  const right = (secret = webhookSecret) => signed(event(), harness.now(), secret);
  const taken = async (said: Promise<Said>) => {
    const { status, json } = await said;
    expect([status, json]).toEqual([200, { received: true }]);
    expect(await harness.syncRequests.count()).toBe(1);
  };
  const refused = async (said: Promise<Said>, code: string, status = 400) => {
    const before = await harness.table.rows();
    const { status: got, json, headers, body } = await said;
    expect([got, json, headers['content-type']]).toEqual([
      status,
      expect.objectContaining({ code }),
      'application/problem+json',
    ]);
    expect(`${body}${harness.log()}`).not.toContain(canary);
    expect([await harness.syncRequests.count(), await harness.table.rows()]).toEqual([0, before]);
  };

  describe('takes', () => {
    test('what Stripe signed', () => taken(post(right())));
    test('it in base64, over the same bytes', () => taken(post(right(), { isBase64: true })));
    test('bytes that are no ASCII, because the raw bytes are what was signed', async () => {
      const body = JSON.stringify({ ...event(), readVersioned: 'Жертвую ☕ \u2028' });
      await taken(post(signed(body, harness.now()), { isBase64: true }));
    });
    test('a body that is not as we would write it', () =>
      taken(post(signed(JSON.stringify(event(), null, 4), harness.now()))));
    test.each(['Stripe-Signature', 'STRIPE-SIGNATURE'])('the header as %s', async (name) => {
      const { body, signature } = right();
      await taken(post({ body, signature }, { headers: { ...jsonKind, [name]: signature } }));
    });
    test('a signature four minutes old or ahead, because clocks differ', async () => {
      await taken(post(signed(event(), harness.now() - 4 * minute)));
      const ahead = await post(signed(event(), harness.now() + 4 * minute));
      expect(ahead.status).toBe(200);
    });
    test('either of two secrets while one is rolled, on their side and on ours', async () => {
      await taken(post(signedByBoth(event(), harness.now(), [other, webhookSecret])));
      hold([other, webhookSecret]);
      harness.coldStart();
      expect((await post(right(other))).status).toBe(200);
      expect((await post(right())).status).toBe(200);
    });
  });

  describe('refuses as forged', () => {
    const { signature: whole } = signed('{}', Date.now());
    const withHeader = (header: string | null) => {
      const headers = header === null ? jsonKind : { ...jsonKind, 'stripe-signature': header };
      return post(right(), { headers });
    };
    test.each([
      ['no signature', null],
      ['an empty one', ''],
      ['words', canary],
      ['no time', 'v1=abc'],
      ['no value', 't=1795424400'],
      ['an empty value', 't=1795424400,v1='],
      ['only empty fields', 't=,v1='],
      ['the signature of another body', whole],
      ['a value that is no hex', `t=1795424400,v1=${'я'.repeat(64)}`],
      ['a value of the wrong length', `t=1795424400,v1=${'a'.repeat(63)}`],
      ['ten thousand values', `t=1795424400${',v1=a'.repeat(10_000)}`],
    ])('%s', async (_, header) => refused(withHeader(header), 'event-forged'));

    test('the right value under another scheme', async () => {
      const { body, signature } = right();
      await refused(post({ body, signature: signature.replace('v1=', 'v0=') }), 'event-forged');
    });
    test('another secret', () => refused(post(right(other)), 'event-forged'));
    test('the empty secret', () => refused(post(right('')), 'event-forged'));
    test('a signature of six minutes ago', () =>
      refused(post(signed(event(), harness.now() - 6 * minute)), 'event-forged'));
    test('a signature for tomorrow, which could be sent again until then', () =>
      refused(post(signed(event(), harness.now() + 1440 * minute)), 'event-forged'));
    test('a body of which one byte was changed', async () => {
      const { body, signature } = right();
      await refused(post({ body: body.replace('sub_unheard', 'sub_unheart'), signature }), 'event-forged');
    });
  });

  test.each([
    ['text', `hello ${canary}`],
    ['nothing', ''],
    ['null', 'null'],
    ['an event without id', JSON.stringify({ ...event(), id: undefined })],
    ['an event with an id of another shape', JSON.stringify({ ...event(), id: `evt_/${canary}` })],
    ['an event without mode', JSON.stringify({ ...event(), livemode: undefined })],
    ['an event about nothing', JSON.stringify({ ...event(), data: { object: null } })],
    ['a thin event', JSON.stringify({ ...event(), object: 'v2.core.event' })],
    ['a cut event', JSON.stringify(event()).slice(0, -1)],
  ])('refuses as malformed, although signed: %s', async (_, body) =>
    refused(post(signed(body, harness.now())), 'event-malformed'),
  );

  test('refuses what is larger than any event', () =>
    refused(
      post(signed(JSON.stringify({ ...event(), pad: 'x'.repeat(600_000) }), harness.now())),
      'body-too-large',
      413,
    ));

  test.each([
    ['of the other mode', 'customer.subscription.updated', { livemode: true }],
    ['of an unfollowed type', 'invoice.created', {}],
    ['of a type named like a property of every object', '__proto__', {}],
  ])('accepts an event %s in silence, and stores nothing', async (_, type, more) => {
    const before = await harness.table.rows();
    const said = await post(signed(stripeEvent(type, { id: 'sub_one' }, more), harness.now()));
    expect([said.status, said.json]).toEqual([200, { received: true }]);
    expect([await harness.syncRequests.count(), await harness.table.rows()]).toEqual([0, before]);
  });

  describe('the secret', () => {
    test.each([
      ['an empty one', ['']],
      ['none', []],
      ['too short a one', ['whsec']],
      ['one of eight characters', ['whsec_12']],
      ['no JSON', 'whsec_plain_text'],
      ['nothing at all', ''],
    ])('%s closes the function, also to a signature made with it, and Stripe will try again', async (_, secrets) => {
      hold(secrets);
      harness.coldStart();
      await refused(post(right('')), 'something-broke', 500);
      await refused(post(right()), 'something-broke', 500);
      hold([webhookSecret]);
      await taken(post(right()));
    });

    test('rotated without a deploy is known within a minute, the old one is not, and no caller can cause more reads', async () => {
      await taken(post(right()));
      hold([other]);
      // Read less than a minute ago, so it is not read again and the new secret is not known yet.
      expect((await post(right(other))).status).toBe(400);
      await harness.wait(61 * second);
      expect((await post(right(other))).status).toBe(200);
      expect((await post(right())).status).toBe(400);
    });
  });

  test('a queue that is down is a 500, so that Stripe sends an event again, and then it works', async () => {
    harness.coldStart({
      AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:1',
      SYNC_QUEUE_URL: 'http://127.0.0.1:1/000000000000/gone.fifo',
    });
    await refused(post(right()), 'something-broke', 500);
    harness.coldStart();
    await taken(post(right()));
  });

  test('a message in the queue holds the four fields of a sync request, and nothing personal', async () => {
    const object = { id: 'cs_test_1', customer: 'cus_1', customer_details: { email: 'reader@example.org' } };
    await taken(post(signed(stripeEvent('checkout.session.completed', object), harness.now())));
    const [record] = await harness.syncRequests.receive(AbortSignal.timeout(10_000));
    expect(JSON.parse(record?.body ?? '')).toEqual({
      eventId: expect.stringMatching(/^evt_/),
      part: 'checkout',
      objectId: 'cs_test_1',
      customerId: 'cus_1',
    });
    expect(record?.attributes.MessageGroupId).toBe('cus_1');
    await harness.syncRequests.remove(record === undefined ? [] : [record]);
  });
});
