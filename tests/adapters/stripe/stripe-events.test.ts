// The webhook's proof, over bytes that Stripe's own SDK signed: what is signed by us now is read, everything else is not,
// whatever it looks like.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SigningSecrets, stripeEvents } from '../../../shared/adapters/stripe/stripe-events.ts';
import { minute, second } from '../../../shared/core/time.ts';
import { someday } from '../../support/builders.ts';
import { type Signed, signed, signedByBoth, stripeEvent, webhookSecret } from '../../support/signed-webhook.ts';

const object = { id: 'sub_one', object: 'subscription', customer: 'cus_one' };
const event = stripeEvent('customer.subscription.updated', object);
const fine = signed(event, someday);

interface Requested {
  readonly saved?: readonly string[];
  readonly fresh?: readonly string[];
  readonly mode?: 'test' | 'live';
  readonly at?: number;
}
function asking({ saved = [webhookSecret], fresh = saved, mode = 'test', at = someday }: Requested = {}) {
  const requested = { again: 0 };
  const secrets: SigningSecrets = {
    current: async () => saved,
    again: async () => {
      requested.again += 1;
      return fresh;
    },
  };
  const read = ({ body, signature }: Signed) => stripeEvents(mode, secrets).read(Buffer.from(body), signature, at);
  return { requested, read };
}
const outcome = async (signedEvent: Signed, requested: Requested = {}) => {
  const result = await asking(requested).read(signedEvent);
  return result.ok ? result.value.kind : result.failure.kind;
};

describe('a signed event', () => {
  test('is read as the part it is about', async () =>
    expect(await asking().read(fine)).toEqual({
      ok: true,
      value: {
        kind: 'sync',
        isOtherVersion: false,
        happenedAt: 0,
        tried: null,
        syncRequest: {
          eventId: expect.stringMatching(/^evt_/),
          part: 'membership',
          objectId: 'sub_one',
          customerId: 'cus_one',
        },
      },
    }));
  test('is read over its bytes, whatever characters are in them', async () =>
    expect(
      await outcome(signed(stripeEvent('customer.subscription.updated', { ...object, name: 'Ж\u2028😀' }), someday)),
    ).toBe('sync'));
  test('is proven without asking for fresh secrets', async () => {
    const { requested, read } = asking();
    await read(fine);
    expect(requested.again).toBe(0);
  });
  test('of another API version is read, and said to be one', async () =>
    expect(await asking().read(signed({ ...event, api_version: '2020-08-27' }, someday))).toMatchObject({
      ok: true,
      value: { kind: 'sync', isOtherVersion: true },
    }));
  test.each([
    ['five minutes old', -5 * minute, 'sync'],
    ['a second more than five minutes old', -5 * minute - second, 'event-forged'],
    ['from five minutes ahead', 5 * minute, 'sync'],
    ['from further ahead, to be sent again next year', 6 * minute, 'event-forged'],
  ])('%s', async (_what, offset, expected) => expect(await outcome(signed(event, someday + offset))).toBe(expected));
});

describe('while a secret is rolled', () => {
  const rolled = signedByBoth(event, someday, ['whsec_old', 'whsec_new']);
  test.each([
    ['the old one', ['whsec_old']],
    ['the new one', ['whsec_new']],
    ['both', ['whsec_old', 'whsec_new']],
    ['another one besides', ['whsec_another', 'whsec_new']],
  ])('who knows %s proves it', async (_which, saved) => expect(await outcome(rolled, { saved })).toBe('sync'));
  test('who knew only the old one asks again, once, and proves it with the fresh one', async () => {
    const { requested, read } = asking({ saved: ['whsec_old'], fresh: ['whsec_new'] });
    expect((await read(signed(event, someday, 'whsec_new'))).ok).toBe(true);
    expect(requested.again).toBe(1);
  });
  test('who does not learn it refuses', async () =>
    expect(await outcome(signed(event, someday, 'whsec_new'), { saved: ['whsec_old'] })).toBe('event-forged'));
});

describe('what is not proven', () => {
  const [time = '', mark = ''] = fine.signature.split(',');
  test.each<[string, Signed]>([
    ['signed with another secret', signed(event, someday, 'whsec_of_somebody_else')],
    ['signed with nothing', { ...fine, signature: '' }],
    ['changed by one letter', { ...fine, body: fine.body.replace('sub_one', 'sub_two') }],
    ['changed by a space at its end', { ...fine, body: `${fine.body} ` }],
    ['the same JSON in other bytes', { ...fine, body: JSON.stringify(JSON.parse(fine.body), null, 1) }],
    ['signed for another time', { ...fine, signature: `t=${Number(time.slice(2)) + 1},${mark}` }],
    ['with an empty mark', { ...fine, signature: `${time},v1=` }],
    ['without its time', { ...fine, signature: mark }],
    ['without its mark', { ...fine, signature: time }],
    ['marked by a scheme nobody uses', { ...fine, signature: fine.signature.replace('v1=', 'v0=') }],
    ['with half a mark', { ...fine, signature: fine.signature.slice(0, -1) }],
    ['with a mark in capitals', { ...fine, signature: `${time},v1=${mark.slice(3).toUpperCase()}` }],
    ['of nothing at all', { body: '', signature: 't=0,v1=' }],
  ])('%s', async (_what, forged) => expect(await outcome(forged)).toBe('event-forged'));
  test('however the header is made up, and without a throw', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('t=', 'v1=', ',', '=', time, '0', 'abc', ' ', '\u0000', 'ж'), { maxLength: 12 }),
        async (pieces) => void expect(await outcome({ ...fine, signature: pieces.join('') })).toBe('event-forged'),
      ),
    ));
  test.each([
    ['no secret', []],
    ['an empty secret', ['']],
  ])('when we hold %s, though it is signed with the same', async (_what, saved) => {
    expect(await outcome(signed(event, someday, ''), { saved })).toBe('event-forged');
    expect(await outcome(fine, { saved })).toBe('event-forged');
  });
  test('a secret that cannot be read is no forgery: it is thrown, so that Stripe sends again', async () => {
    const broken: SigningSecrets = {
      current: () => Promise.reject(new Error('no secret could be read')),
      again: async () => [webhookSecret],
    };
    await expect(stripeEvents('test', broken).read(Buffer.from(fine.body), fine.signature, someday)).rejects.toThrow();
  });
});

describe('what is proven and no event', () => {
  test.each<[string, object | string]>([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['a list', []],
    ['a null', 'null'],
    ['an event without an id', { ...event, id: undefined }],
    ['an event with an id of another shape', { ...event, id: 'evt_#1' }],
    ['an object of Stripe that is no event', object],
    ['a thin event', { ...event, object: 'v2.core.event' }],
    ['an event without its mode', { ...event, livemode: undefined }],
    ['an event about nothing', { ...event, data: {} }],
    ['an event about a list', { ...event, data: { object: [] } }],
  ])('%s is malformed', async (_what, body) => expect(await outcome(signed(body, someday))).toBe('event-malformed'));
});

describe('what is proven and not ours', () => {
  test.each([
    ['test', true],
    ['live', false],
  ] as const)('in the mode %s, an event with livemode %s', async (mode, livemode) =>
    expect(await asking({ mode }).read(signed({ ...event, livemode }, someday))).toEqual({
      ok: true,
      value: { kind: 'ignored', why: 'other-mode' },
    }),
  );
  test.each(['invoice.created', 'account.updated', '__proto__', 'toString'])('of the type %s', async (type) =>
    expect(await asking().read(signed({ ...event, type }, someday))).toEqual({
      ok: true,
      value: { kind: 'ignored', why: 'unfollowed-type' },
    }),
  );
  test('in live mode, a live one is read', async () =>
    expect(await outcome(signed({ ...event, livemode: true }, someday), { mode: 'live' })).toBe('sync'));
});
