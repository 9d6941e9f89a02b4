// A trial of asks in the report: its arithmetic against published values and against every possible outcome, what it says before it is
// decided and after, and that only paid checkouts with its word count.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { monthReport } from '../../operations/report/month-report.ts';
import { reportPage } from '../../operations/report/page/report-page.ts';
import { readTrial } from '../../operations/report/read-trial.ts';
import { type TrialGift, trialReport } from '../../operations/report/trial-report.ts';
import {
  binomialP,
  corrected,
  permutationP,
  plannedGifts,
  timesAsMany,
} from '../../operations/report/trial-statistics.ts';
import { openGift, paid, setStage } from '../../packages/stripe-sandbox/tests/stage.ts';
import { armIn, sourceWithArm, sourceWithoutArm } from '../../shared/core/trial.ts';
import { chargeOfGift, reportNeeds } from '../support/invented-report.ts';

describe('the arithmetic', () => {
  test.each([
    // R: binom.test(x, n)
    [60, 100, 0.056888],
    [8, 10, 0.109375],
    [50, 100, 1],
    [0, 10, 0.001953],
  ])('%i of %i coins', (count, total, chance) => {
    expect(binomialP(count, total)).toBeCloseTo(chance, 5);
    expect(binomialP(total - count, total)).toBeCloseTo(chance, 5);
  });
  test('the interval is that of Clopper and Pearson', () => {
    // R: binom.test(8, 10)$conf.int is 0.4439045 to 0.9747893.
    const { least, most } = timesAsMany(8, 10);
    expect([least / (1 + least), most / (1 + most)]).toEqual([
      expect.closeTo(0.4439045, 5),
      expect.closeTo(0.9747893, 5),
    ]);
    expect(timesAsMany(10, 10).most).toBe(Number.POSITIVE_INFINITY);
    expect(timesAsMany(0, 10).least).toBe(0);
  });
  test('the permutation is near the share of all outcomes that are as large', () => {
    const amounts = [500, -500, 2500, 1000, -200, 700, 300, -100, 5000, 40];
    const observed = Math.abs(amounts.reduce((sum, each) => sum + each, 0));
    let asLarge = 0;
    for (let signs = 0; signs < 2 ** amounts.length; signs += 1) {
      const sum = amounts.reduce((all, each, at) => all + Math.abs(each) * (signs & (1 << at) ? 1 : -1), 0);
      if (Math.abs(sum) >= observed) asLarge += 1;
    }
    expect(permutationP(amounts)).toBeCloseTo(asLarge / 2 ** amounts.length, 1);
    expect(permutationP([100])).toBe(1);
    expect(permutationP(amounts)).toBe(permutationP(amounts));
  });
  test("Holm's correction is that of its paper", () =>
    expect(corrected([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02].map((each) => expect.closeTo(each))));
  test('more variants, and a smaller difference, take more gifts', () => {
    expect(plannedGifts(2, 1.5)).toBeGreaterThan(225);
    expect(plannedGifts(2, 1.5)).toBeLessThan(245);
    expect(plannedGifts(3, 1.5)).toBeGreaterThan(plannedGifts(2, 1.5));
    expect(plannedGifts(2, 1.25)).toBeGreaterThan(3 * plannedGifts(2, 1.5));
  });
});

test('the word of a variant ends a source, whatever its length, and only its own trial reads it', () => {
  const source = sourceWithArm('a-very-long-name-of-an-article-end', 'k7', 'b');
  expect(source).toMatch(/^[a-z0-9-]{1,32}$/);
  expect([armIn(source, 'k7'), armIn(source, 'k8'), armIn('front-a', 'front')]).toEqual(['b', null, null]);
  expect(sourceWithoutArm('article--k7-b')).toBe('article');
  expect(['front-a', 'spring-12', 'k7-b'].map(sourceWithoutArm)).toEqual(['front-a', 'spring-12', 'k7-b']);
});

const trial = { id: 'k7', from: '2026-11-01', until: '2026-12-01', worthwhilePercent: 150, variants: [{}, {}] };
const gifts = (a: number, b: number): readonly TrialGift[] =>
  Array.from({ length: a + b }, (_, at) => ({ arm: at < a ? 'a' : 'b', currency: 'usd', amountMinor: 500, at }));
const before = Date.parse('2026-11-20');

describe('the report', () => {
  test('says no chance before it is decided, and how many gifts are missing', async () => {
    const report = trialReport(trial, gifts(5, 25), before);
    expect(report).toMatchObject({ missing: report.planned - 30, comparisons: [] });
    const page = reportPage(await monthReport(reportNeeds({ trial: report }), '2026-11'));
    expect(page).toContain(`Not yet: ${report.planned - 30} more gifts for 80 % power`);
    expect(page).not.toMatch(/p = /);
  });
  test('decides by the first gifts that were planned, whatever comes later', () => {
    const { planned } = trialReport(trial, [], before);
    const many = gifts(planned, planned);
    expect(trialReport(trial, many, before)).toMatchObject({
      missing: null,
      lines: [{ gifts: planned }, { gifts: 0 }],
    });
    expect(trialReport(trial, many, Date.parse('2027-05-01'))).toEqual(trialReport(trial, many, before));
  });
  test('decides by what there is when its days are over', async () => {
    const report = trialReport(trial, gifts(5, 25), Date.parse('2026-12-01'));
    expect(report.comparisons).toMatchObject([{ arm: 'b', isDifferent: true }]);
    expect(reportPage(await monthReport(reportNeeds({ trial: report }), '2026-11'))).toMatch(
      /<b>Between b and a there is a difference\.<\/b> b brought between 1\.\d\d and \d+\.\d\d times as many/,
    );
  });
  test('compares amounts in one currency, and finds a difference that is in them alone', () => {
    const amounts = gifts(60, 60).map((each) => ({ ...each, amountMinor: each.arm === 'b' ? 900 : 500 }));
    const [found] = trialReport(trial, amounts, Date.parse('2026-12-01')).comparisons;
    expect(found).toMatchObject({ countChance: 1, isDifferent: true });
  });
  test('adds the variants up where sources are listed', async () => {
    const one = { isMembership: false, currency: 'usd', amountMinor: 500 };
    const checkouts = ['article--k7-a', 'article--k7-b', 'article'].map((source) => ({ ...one, source }));
    const report = await monthReport(reportNeeds({ stripe: { charges: [chargeOfGift], checkouts } }), '2026-11');
    expect(report.sources).toMatchObject([{ source: 'article', contributions: 3 }]);
  });
});

test('of Stripe’s checkouts those count that were paid in its days with its word', async () => {
  const stage = setStage({ startsAt: '2026-10-31T12:00:00Z' });
  const give = async (source: string, isPaid = true) => {
    const metadata = { mainstay: settings.installation.id, mainstay_source: source };
    const session = await openGift(stage, 700, 'eur', { metadata });
    if (isPaid) await paid(stage, session);
  };
  await give('article--k7-a');
  await stage.days(1);
  for (const source of ['article--k7-b', 'article--k8-a', 'article', 'page--k7-a']) await give(source);
  await give('article--k7-a', false);
  await stage.days(30);
  await give('article--k7-a');
  const { stripe } = stage;
  const read = await readTrial({ stripe, installation: settings.installation }, trial);
  expect(read.map(({ arm, currency, amountMinor }) => [arm, currency, amountMinor])).toEqual([
    ['b', 'eur', 700],
    ['a', 'eur', 700],
  ]);
});
