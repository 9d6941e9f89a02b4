// The account page in each of its states.
import { describe, expect, test } from 'vitest';
import { type AccountState, accountView, type Supporters } from '../../web/elements/account-view.ts';
import { toHtml } from '../../web/elements/tree.ts';
import { speechIn } from './speech.ts';

const html = (state: AccountState, supportPage: string | null = '/support', language = 'en') =>
  toHtml(
    accountView(state, speechIn(language), { supportPage, portalAddress: '/v1/portal', grantsAddress: '/v1/grants' }),
  );
type Supporter = Supporters[number];
const next = '2026-12-24T12:00:00Z';
const membership = {
  membership: 'sub_one',
  amountMinor: 500,
  currency: 'usd',
  frequency: 'monthly' as const,
  status: 'active',
  renewsAt: next,
  endsAt: null,
  paidThrough: next,
  grantedUntil: null,
};
const supporter = (overrides: Partial<Supporter> = {}): Supporter => ({
  supporter: 'cus_one',
  proof: 'both',
  freshUntil: next,
  standing: { supporter: true, until: next, reason: 'membership' },
  memberships: [membership],
  payments: [],
  ...overrides,
});
type Reason = 'membership' | 'gift' | 'grace' | 'granted' | 'none';
const because = (reason: Reason) =>
  supporter({ standing: { supporter: reason !== 'none', until: reason === 'none' ? null : next, reason } });
const known = (reason: Reason, supporters: Supporters = [because(reason)]): AccountState => ({
  kind: 'known',
  standing: { supporter: reason !== 'none' },
  supporters,
});
const unproven = supporter({
  proof: 'claim',
  standing: { supporter: true, until: null, reason: null },
  memberships: [],
});
const held = (overrides: Partial<Supporter['memberships'][number]>) =>
  html(known('membership', [supporter({ memberships: [{ ...membership, ...overrides }] })]));

describe('the account page', () => {
  test.each(['membership', 'gift', 'grace', 'granted'] as const)('says until when a %s stands', (reason) => {
    expect(html(known(reason))).toContain('December 24, 2026');
    expect(html(known(reason))).not.toMatch(/[{}]/);
  });
  test.each(['membership', 'gift', 'grace', 'granted', 'none'] as const)(
    'lets a device with reason %s manage, take away, be forgotten and be erased',
    (reason) => {
      for (const name of ['manage', 'export', 'forget', 'forget-all', 'erase']) {
        expect(html(known(reason))).toContain(`name="${name}"`);
      }
    },
  );
  test('offers a lapsed supporter and a stranger the way to support', () => {
    for (const state of [known('none'), { kind: 'stranger' }, { kind: 'forgotten' }] as const) {
      expect(html(state)).toContain('href="/support"');
      expect(html(state, null)).not.toContain('href');
    }
  });
  test('leads to the portal by forms of its own, which post nothing but what they are about', () => {
    const forms =
      html(known('membership'), '/support', 'ru').match(/<form[^>]*action="\/v1\/portal".*?<\/form>/g) ?? [];
    const sent = forms.map((form) => [...form.matchAll(/<input type="hidden" name="(\w+)" value="(\w+)"/g)]);
    expect(sent.map((fields) => fields.map(([, name, value]) => `${name}=${value}`).join('&'))).toEqual([
      'supporter=cus_one&flow=payment_method_update&locale=ru',
      'membership=sub_one&flow=subscription_cancel&locale=ru',
      'supporter=cus_one&locale=ru',
    ]);
    for (const form of forms) expect(form).toMatch(/ method="post".*<button[^>]* type="submit"/);
  });
  test('lets whoever sees no banners pass a link on, by a form that says nothing of them', () => {
    const form = /<form[^>]*action="\/v1\/grants".*?<\/form>/;
    expect(form.exec(html(known('gift'), '/support', 'ru'))?.[0].match(/<input[^>]*>/g)).toEqual([
      '<input type="hidden" name="locale" value="ru">',
    ]);
    expect(html(known('none'))).not.toMatch(form);
  });
  test('offers less, a year and a pause before the end, and to an annual one neither of the last', () => {
    const names = [...html(known('membership')).matchAll(/<form[^>]* name="(\w+)"|name="(cancel)"/g)].map(
      (found) => found[1] ?? found[2],
    );
    expect(names).toEqual(['change', 'yearly', 'pause', 'cancel']);
    expect(html(known('membership'))).toContain('value="60"');
    for (const overrides of [{ frequency: 'annual' as const }, { endsAt: next }, { status: 'past_due' }])
      expect(held(overrides)).not.toContain('name="pause"');
    expect(held({ status: 'past_due' })).toContain('name="yearly"');
  });
  test.each([
    ['paused', next, 'The next payment is on December 24, 2026, by itself.', ['resume', 'again', 'end']],
    ['paused', null, 'Paused. Nothing is charged.', ['again', 'end']],
    ['unpaid', null, 'nothing more is charged', ['card', 'again', 'end']],
    ['unpaid', next, 'nothing more is charged', ['card', 'resume', 'again', 'end']],
  ])('lists one that is %s (next payment %j), and lets it be ended', (status, renewsAt, sentence, names) => {
    const shown = held({ status, renewsAt });
    expect(shown).toContain(sentence);
    for (const name of names.filter((each) => each !== 'resume' || status === 'paused'))
      expect(shown).toContain(`name="${name}"`);
    expect(shown).not.toMatch(/name="(?:change|cancel|pause)"/);
  });
  test('lets a stranger manage nothing, but ask for a link', () => {
    expect(html({ kind: 'stranger' })).not.toMatch(/name="(?:manage|forget|erase)"/);
    expect(html({ kind: 'stranger' })).toMatch(/<form[^>]* name="ask">.*type="email"/);
  });
  test('says what went wrong and lets the reader try again', () => {
    const state: AccountState = {
      kind: 'failed',
      problem: { status: 0, code: 'unreachable', detail: '', numbers: {} },
    };
    expect(html(state)).toMatch(/role="alert">We could not be reached.*name="look"/);
  });
});

describe('a membership', () => {
  test('says what it costs and when it is asked again, and can be changed', () => {
    expect(held({})).toMatch(/\$5 a month\..*The next payment is on December 24, 2026\..*name="change"/);
    expect(held({ frequency: 'annual', amountMinor: 12345, currency: 'eur' })).toContain('€123.45 a year.');
  });
  test('that ends says when, and can no longer be changed', () => {
    const shown = held({ renewsAt: null, endsAt: next });
    expect(shown).toContain('It ends on December 24, 2026');
    expect(shown).not.toMatch(/name="change"|next payment/);
  });
  test('whose last payment failed says so, and leads to the page that changes the payment method', () => {
    const shown = held({ status: 'past_due' });
    expect(shown).toMatch(/did not go through.*action="\/v1\/portal".*value="cus_.*name="card"/);
  });
  test('that goes on can be cancelled; one that is to end cannot once more', () => {
    expect(held({})).toMatch(
      /name="membership" value="sub_one"[^/]*name="flow" value="subscription_cancel".*name="cancel"/,
    );
    expect(held({ endsAt: next })).not.toContain('name="cancel"');
    expect(held({ renewsAt: null, endsAt: next })).not.toMatch(/name="(?:cancel|card)"/);
  });
  test('in a currency we do not know is shown without an amount, not with a wrong one', () =>
    expect(held({ currency: 'xxx' })).not.toContain('5 a month'));
});

test('a one-time contribution is named with its day', () => {
  const contribution = {
    payment: 'pi_one',
    amountMinor: 1000,
    currency: 'usd',
    date: next,
    purpose: 'gift' as const,
    membership: null,
    periodEnd: null,
    status: 'confirmed' as const,
    returnedMinor: 0,
    dispute: null,
    settled: null,
    campaign: null,
    counted: null,
  };
  expect(html(known('gift', [supporter({ memberships: [], payments: [contribution] })]))).toContain(
    'You gave $10 on December 24, 2026.',
  );
});

test('what a fresh link alone proves says what it takes besides', () =>
  expect(html(known('membership', [supporter({ proof: 'fresh-link' })]))).toMatch(
    /given in another browser.*name="manage".*name="erase"/,
  ));

test.each(['claim', 'stale-link'] as const)(
  'what only a %s proves shows no amount, no date and no way but a link',
  (proof) => {
    const shown = html(known('membership', [{ ...unproven, proof }]));
    expect(shown).toMatch(/Banners are off in this browser\..*<form[^>]* name="ask">.*name="forget"/);
    expect(shown).not.toMatch(/name="(?:manage|change|erase|export|forget-all)"|2026|\$/);
  },
);

test('an erasure asked for by one link says from when a second one does it', () =>
  expect(html({ kind: 'unconfirmed', confirmFrom: next })).toContain('after December 24, 2026'));

test('the link of a mailing gives standing, and nobody to manage', () =>
  expect(html(known('granted', []))).not.toMatch(/name="(?:manage|erase|export|forget-all)"/));

test('erasing is asked about once more, and can be left', () =>
  expect(html({ kind: 'sure', supporter: 'cus_one' })).toMatch(/name="erase-surely" value="cus_one".*name="look"/));

test('a link is redeemed by a button, never by looking at the page', () => {
  expect(html({ kind: 'redeem', action: 'redeem', token: 't' })).toMatch(/<button[^>]* name="redeem" value="t">/);
  expect(html({ kind: 'redeem', action: 'grant', token: 't' })).toMatch(/<button[^>]* name="grant" value="t">/);
});

test('the code is typed where the link was asked for', () =>
  expect(html({ kind: 'requested', link: 'l' })).toMatch(
    /<form[^>]* name="code" data-value="l">.*autocomplete="one-time-code"/,
  ));

test.each(['en', 'de', 'es', 'fr', 'ru', 'uk'])('every state speaks %s without a blank left open', (language) => {
  const states: AccountState[] = [
    ...(['checking', 'stranger', 'forgotten', 'prove', 'erased', 'pending'] as const).map((kind) => ({ kind })),
    known('membership', [supporter(), supporter({ proof: 'fresh-link' }), unproven]),
    { kind: 'sure', supporter: 'cus_one' },
    { kind: 'unconfirmed', confirmFrom: next },
    { kind: 'requested', link: 'l' },
    { kind: 'redeem', action: 'redeem', token: 't' },
  ];
  for (const state of states) expect(html(state, '/support', language)).not.toMatch(/[{}]|undefined/);
});
