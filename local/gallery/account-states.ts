// The states of the supporter's page.
import type { GalleryState } from './gallery-state.ts';

const until = '2027-03-31T00:00:00Z';
const standing = (reason: string) => ({
  'GET /standing': {
    status: 200,
    body: {
      standing: { supporter: reason !== 'none' },
      pass: reason === 'none' ? null : { token: 'v1', expiresAt: until },
    },
  },
});
const day = { renewsAt: until, endsAt: null, paidThrough: until, grantedUntil: null };
const membership = {
  membership: 'sub_1',
  amountMinor: 500,
  currency: 'usd',
  frequency: 'monthly',
  status: 'active',
  ...day,
};
const held = (overrides: object = {}) => ({
  'GET /supporter': {
    status: 200,
    body: {
      device: { forgetAt: until },
      supporters: [
        {
          supporter: 'cus_1',
          proof: 'both',
          freshUntil: until,
          standing: { supporter: true, until, reason: 'membership' },
          memberships: [membership],
          payments: [],
          ...overrides,
        },
      ],
    },
  },
});
const because = (reason: string) => ({ standing: { supporter: true, until, reason } });
const unproven = {
  proof: 'claim',
  standing: { supporter: true, until: null, reason: null },
  memberships: [],
};
const contribution = {
  payment: 'pi_1',
  amountMinor: 2500,
  currency: 'usd',
  date: '2026-11-23T09:00:00Z',
  purpose: 'gift',
};
const nobody = { 'GET /supporter': { status: 401, body: { code: 'device-unknown' } } };
const refused = (status: number, code: string) => ({
  status,
  body: { type: 'about:blank', title: '', status, code, detail: '' },
});

const account = (name: string, title: string, more: Partial<GalleryState> = {}): GalleryState => ({
  name: `account-${name}`,
  title,
  kind: 'account',
  shows: 'mainstay-account h2',
  hasPass: true,
  markup: () => '<mainstay-account support-page="#support"></mainstay-account>',
  ...more,
});

export const accountStates: readonly GalleryState[] = [
  account('stranger', 'A browser without a pass', { hasPass: false }),
  account('checking', 'Asking', { answers: { 'GET /standing': 'never' }, shows: '[role=status]' }),
  account('membership', 'A membership', { answers: { ...standing('membership'), ...held() } }),
  account('gift', 'A one-time contribution', {
    answers: {
      ...standing('gift'),
      ...held({ ...because('gift'), memberships: [], payments: [contribution] }),
    },
  }),
  account('grace', 'A payment that has not arrived', {
    answers: {
      ...standing('grace'),
      ...held({ ...because('grace'), memberships: [{ ...membership, status: 'past_due' }] }),
    },
  }),
  account('paused', 'A pause that ends by itself', {
    answers: { ...standing('membership'), ...held({ memberships: [{ ...membership, status: 'paused' }] }) },
  }),
  account('unpaid', 'Payments that failed for good', {
    answers: { ...standing('none'), ...held({ memberships: [{ ...membership, status: 'unpaid', renewsAt: null }] }) },
  }),
  account('granted', 'Granted by the newsroom', { answers: { ...standing('granted'), ...nobody } }),
  account('lapsed', 'Nothing is paid for', {
    answers: { ...standing('none'), ...held({ memberships: [{ ...membership, renewsAt: null, endsAt: until }] }) },
  }),
  account('unknown', 'Not known any more', { answers: { 'GET /standing': refused(401, 'device-unknown'), ...nobody } }),
  account('unreachable', 'No network', {
    answers: { 'GET /standing': 'offline', 'GET /supporter': 'offline' },
    shows: '[role=alert]',
  }),
  account('not-fresh', 'What was pressed needs a fresh proof', {
    answers: { ...standing('membership'), ...held(), 'DELETE /standing': refused(403, 'not-fresh') },
    actions: [{ action: 'press', on: '[name=forget-all]' }],
    shows: 'form[name=ask]',
  }),
  account('linked', 'Known by a fresh link alone', {
    answers: { ...standing('membership'), ...held({ proof: 'fresh-link' }) },
  }),
  account('claimed', 'Known, without a fresh link', {
    answers: { ...standing('membership'), ...held(unproven) },
    shows: 'form[name=ask]',
  }),
  account('unconfirmed', 'Asked to erase, by one link', {
    answers: {
      ...standing('membership'),
      ...held({ proof: 'fresh-link' }),
      'DELETE /supporter': { status: 202, body: { status: 'unconfirmed', confirmFrom: until } },
    },
    actions: [
      { action: 'press', on: '[name=erase]' },
      { action: 'press', on: '[name=erase-surely]' },
    ],
    shows: '[name=look]',
  }),
  account('requested', 'An e-mail is on its way', {
    hasPass: false,
    answers: { 'POST /links': { status: 202, body: { status: 'accepted', link: 'l'.repeat(22) } } },
    actions: [
      { action: 'type', on: '[name=email]', text: 'reader@example.org' },
      { action: 'press', on: 'form[name=ask] [type=submit]' },
    ],
    shows: 'form[name=code]',
  }),
  account('sure', 'Asked whether to erase', {
    answers: { ...standing('membership'), ...held() },
    actions: [{ action: 'press', on: '[name=erase]' }],
    shows: '[name=erase-surely]',
  }),
  account('erased', 'Erased', {
    answers: { ...standing('membership'), ...held(), 'DELETE /supporter': { status: 200, body: { status: 'erased' } } },
    actions: [
      { action: 'press', on: '[name=erase]' },
      { action: 'press', on: '[name=erase-surely]' },
    ],
    shows: 'mainstay-account h2:not(:has(~ .mainstay-row, ~ .mainstay-action))',
  }),
  account('forgotten', 'Forgotten', {
    answers: { ...standing('membership'), ...held(), 'DELETE /standing': { status: 204 } },
    actions: [{ action: 'press', on: '[name=forget]' }],
    shows: 'mainstay-account h2:not(:has(~ .mainstay-action))',
  }),
];
