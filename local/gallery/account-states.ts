// The states of the supporter's page.
import type { GalleryState } from './states.ts';

const until = '2027-03-31T00:00:00Z';
const standing = (reason: string) => ({
  'GET /standing': {
    status: 200,
    body: {
      standing: { supporter: reason !== 'none', until: reason === 'none' ? null : until, reason },
      pass: reason === 'none' ? null : { token: 'v1', expiresAt: until },
    },
  },
});
const refused = (status: number, code: string) => ({
  status,
  body: { type: 'about:blank', title: '', status, code, detail: '' },
});

const account = (name: string, title: string, more: Partial<GalleryState> = {}): GalleryState => ({
  ...{ name: `account-${name}`, title, kind: 'account', shows: 'mainstay-account h2', hasPass: true },
  markup: () => '<mainstay-account support-page="#support"></mainstay-account>',
  ...more,
});

export const accountStates: readonly GalleryState[] = [
  account('stranger', 'A browser without a pass', { hasPass: false }),
  account('checking', 'Asking', { answers: { 'GET /standing': 'never' }, shows: '[role=status]' }),
  account('membership', 'A membership', { answers: standing('membership') }),
  account('gift', 'A gift', { answers: standing('gift') }),
  account('grace', 'A payment that has not arrived', { answers: standing('grace') }),
  account('granted', 'Granted by the newsroom', { answers: standing('granted') }),
  account('lapsed', 'Nothing is paid for', { answers: standing('none') }),
  account('unknown', 'Not known any more', { answers: { 'GET /standing': refused(401, 'device-unknown') } }),
  account('unreachable', 'No network', { answers: { 'GET /standing': 'offline' }, shows: '[role=alert]' }),
  account('not-fresh', 'The portal needs a fresh proof', {
    answers: { ...standing('membership'), 'POST /portal': refused(403, 'not-fresh') },
    deeds: [{ deed: 'press', on: '[name=manage]' }],
    shows: '.mainstay-status:not(:empty)',
  }),
  account('forgotten', 'Forgotten', {
    answers: { ...standing('membership'), 'DELETE /standing': { status: 204 } },
    deeds: [{ deed: 'press', on: '[name=forget]' }],
    shows: 'mainstay-account h2:not(:has(~ .mainstay-deed))',
  }),
];
