// The decision as a table: one line for each circumstance a reader can be in.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, second } from '../../shared/core/time.ts';
import { type Circumstances, decide, leavesQuiet } from '../../web/elements/decide.ts';
import { isSupporterPass } from '../../web/elements/pass-cookie.ts';
import { monday, passUntil } from './passes.ts';

const nobody: Circumstances = {
  now: monday,
  passCookie: null,
  isNotHere: false,
  supportingUntil: null,
  remindedUntil: null,
  dismissedUntil: null,
  asksThisMonth: 0,
  asksPerMonth: null,
};
const fresh = passUntil(monday + day);
const stale = passUntil(monday - day);
const table: readonly [behaviour: string, circumstances: Partial<Circumstances>, show: boolean, renew: boolean][] = [
  ['a stranger sees the banner and calls nobody', {}, true, false],
  ['a supporter sees no banner and calls nobody', { passCookie: fresh }, false, false],
  ['a stale pass sees no banners and renews', { passCookie: stale }, false, true],
  ['a pass is stale from its boundary on', { passCookie: passUntil(monday) }, false, true],
  ['a pass stands until the last second', { passCookie: passUntil(monday + second) }, false, false],
  ['while money is on its way nobody is asked', { passCookie: passUntil(monday + day, 'pending') }, false, false],
  ['who says to support us is not asked', { supportingUntil: monday + day }, false, false],
  ['who said so is asked again after three months', { supportingUntil: monday }, true, false],
  [
    'money on its way is asked about after its boundary',
    { passCookie: passUntil(monday - day, 'pending') },
    true,
    true,
  ],
  ['whose membership lapsed is asked as anybody is', { passCookie: passUntil(monday + day, 'lapsed') }, true, false],
  ['and asks after its boundary whether it was paid for', { passCookie: passUntil(monday, 'lapsed') }, true, true],
  [
    'also where a banner was closed',
    { passCookie: passUntil(monday, 'lapsed'), dismissedUntil: monday + day },
    false,
    true,
  ],
  ['nonsense in the cookie is a stranger, and calls nobody', { passCookie: 'v1.k1.supporter' }, true, false],
  ['another version is a stranger', { passCookie: fresh.replace('v1', 'v2') }, true, false],
  ['another tier is a stranger', { passCookie: fresh.replace('.a.', '.owner.') }, true, false],
  ['who asked to be reminded is not asked before', { remindedUntil: monday + day }, false, false],
  ['who was to be reminded is asked again after it', { remindedUntil: monday }, true, false],
  ['a closed banner rests', { dismissedUntil: monday + day }, false, false],
  ['a closed banner comes back', { dismissedUntil: monday - 1 }, true, false],
  [
    'a closed banner does not keep money on its way from being asked about',
    { passCookie: passUntil(monday - day, 'pending'), dismissedUntil: monday + day },
    false,
    true,
  ],
  ['nobody is asked on a page that is marked', { isNotHere: true }, false, false],
  ['a marked page still renews', { isNotHere: true, passCookie: stale }, false, true],
  ['a month may ask as often as the newsroom says', { asksThisMonth: 2, asksPerMonth: 3 }, true, false],
  ['and no oftener', { asksThisMonth: 3, asksPerMonth: 3 }, false, false],
  ['without a limit any number asks', { asksThisMonth: 900 }, true, false],
];

test.each(table)('%s', (_, circumstances, show, renew) =>
  expect(decide({ ...nobody, ...circumstances })).toMatchObject({ show, renew }),
);

test.each([
  ['pass', { passCookie: fresh, isNotHere: true, remindedUntil: monday + day, dismissedUntil: monday + day }],
  ['stale-pass', { passCookie: stale, isNotHere: true }],
  ['not-here', { isNotHere: true, remindedUntil: monday + day, dismissedUntil: monday + day }],
  ['said-so', { supportingUntil: monday + day, remindedUntil: monday + day, passCookie: null }],
  ['reminded', { remindedUntil: monday + day, dismissedUntil: monday + day, asksThisMonth: 3, asksPerMonth: 3 }],
  ['dismissed', { dismissedUntil: monday + day, asksThisMonth: 3, asksPerMonth: 3 }],
  ['month-full', { asksThisMonth: 3, asksPerMonth: 3 }],
  ['pending', { passCookie: passUntil(monday + day, 'pending') }],
  ['no-pass', {}],
  ['no-pass', { passCookie: passUntil(monday + day, 'lapsed') }],
] as const)('of several reasons the strongest counts: %s', (reason, circumstances) =>
  expect(decide({ ...nobody, ...circumstances }).reason).toBe(reason),
);

test('a page is quiet for supporters and who says to be one, not for a closed banner', () => {
  expect(leavesQuiet(decide({ ...nobody, passCookie: fresh }))).toBe(true);
  expect(leavesQuiet(decide({ ...nobody, passCookie: stale }))).toBe(true);
  expect(leavesQuiet(decide({ ...nobody, supportingUntil: monday + day }))).toBe(true);
  expect(leavesQuiet(decide({ ...nobody, passCookie: passUntil(monday + day, 'pending') }))).toBe(false);
  expect(leavesQuiet(decide({ ...nobody, dismissedUntil: monday + day }))).toBe(false);
  expect(leavesQuiet(decide({ ...nobody, remindedUntil: monday + day }))).toBe(false);
});

const nearlyAPass = fc.oneof(
  fc.string(),
  fc
    .tuple(
      fc.constantFrom('v1', 'v2', ''),
      fc.string({ maxLength: 18, unit: fc.constantFrom('k', '1', '-', 'K') }),
      fc.constantFrom('a', 'b', 'A', 'supporter', ''),
      fc.string({ maxLength: 11, unit: fc.constantFrom('0', 'z', 'Z') }),
      fc.string({ maxLength: 90, unit: fc.constantFrom('a', '_', '-', '+', '\n') }),
    )
    .map((fields) => fields.join('.')),
);
test('the short look of the head snippet and the decision never differ', () => {
  fc.assert(
    fc.property(nearlyAPass, (passCookie) => {
      expect(isSupporterPass(passCookie)).toBe(leavesQuiet(decide({ ...nobody, passCookie })));
    }),
    { numRuns: 2000 },
  );
  expect(isSupporterPass(fresh)).toBe(true);
});

test('no call is ever made without a pass cookie', () => {
  fc.assert(
    fc.property(fc.option(fc.nat()), fc.option(fc.nat()), fc.nat(), (remindedUntil, dismissedUntil, now) => {
      expect(decide({ ...nobody, now, remindedUntil, dismissedUntil }).renew).toBe(false);
    }),
  );
});
