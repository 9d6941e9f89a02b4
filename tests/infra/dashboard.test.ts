// The dashboard: every metric on it is written by some function, and none is about one person.
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { firstCallReport } from '../../infra/cold-starts.ts';
import { functions } from '../../shared/api/routes.ts';
import { ofType, referredBy, stageOf } from './stand-in-stack.ts';

const { all } = stageOf('live');
const [dashboard, ...others] = ofType(all, 'AWS::CloudWatch::Dashboard');
/** The body is text in pieces, between references; what is referred to matters to no graph's meaning. */
const pieces = z
  .object({ 'Fn::Join': z.tuple([z.literal(''), z.array(z.unknown())]) })
  .parse(dashboard?.properties['DashboardBody']);
const body = z
  .object({
    widgets: z.array(
      z.object({ properties: z.looseObject({ title: z.string(), metrics: z.array(z.array(z.unknown())) }) }),
    ),
  })
  .parse(JSON.parse(pieces['Fn::Join'][1].map((piece) => (typeof piece === 'string' ? piece : 'referred')).join('')));
const shown = body.widgets.map(({ properties }) => properties);
const metricsIn = (title: RegExp) => JSON.stringify(shown.filter((each) => title.test(each.title)));

describe('the dashboard', () => {
  test('exists once and names its stage', () => {
    expect(others).toEqual([]);
    expect(dashboard?.properties['DashboardName']).toBe('Mainstay-live');
  });

  test.each([
    ['contributions', /^Gifts/, ['payment-confirmed']],
    [
      'memberships started, ended and recovered',
      /^Memberships/,
      ['started', 'ended', 'recovered'].map((each) => `membership-${each}`),
    ],
    ['amounts by frequency and currency', /^Amount/, ['frequency,currency', 'amountMinor', 'Sum']],
    ['payments by frequency and currency', /^Payments by/, ['frequency,currency', 'amountMinor', 'SampleCount']],
    [
      'reminders requested, sent and followed by a contribution',
      /^Reminders/,
      ['reminder-requested', 'reminder-sent', 'given-after-reminder'],
    ],
    ['the delay of webhooks', /^Delay from Stripe/, ['delaySeconds', 'p99']],
    ['cold starts of every function', /^Cold starts/, functions.map((functionName) => `cold-start-${functionName}`)],
    ['errors of every function', /^Errors/, [...functions]],
    ['waiting sync requests and dead letters', /^Sync requests/, ['waiting', 'dead letters']],
  ])('shows %s', (_what, title, wanted) => {
    const graphs = metricsIn(title);
    for (const each of wanted) expect(graphs).toContain(each);
  });

  test('shows nothing about one reader or supporter: its dimensions are few and fixed', () => {
    const dimensions = shown.flatMap(({ metrics }) =>
      metrics.flatMap((metric) => metric.slice(2, -1).filter((_, at) => at % 2 === 0)),
    );
    const known = ['stage', 'functionName', 'ApiId', 'FunctionName', 'QueueName', 'TableName', 'Stage'];
    expect(dimensions.filter((each) => !known.includes(String(each)))).toEqual([]);
  });
});

describe('a cold start', () => {
  const report =
    'REPORT RequestId: 8f5050a0-0000-4000-8000-000000000000\tDuration: 3.50 ms\tBilled Duration: 160 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\tInit Duration: 155.05 ms\t';
  test('is read from the REPORT line that Lambda writes with an Init Duration', () => {
    const at = firstCallReport.indexOf('init');
    expect(report.split(/\s+/)[at]).toBe('155.05');
    for (const [ref, field] of firstCallReport.entries()) {
      const [, fixed] = field.split('=');
      if (fixed !== undefined) expect(report.split(/\s+/)[ref]).toBe(fixed);
    }
  });
  test('is counted for every function in its own log', () => {
    const filters = ofType(all, 'AWS::Logs::MetricFilter').filter(({ name }) => name.endsWith('coldstarts'));
    const logs = filters.map(({ properties }) => referredBy(properties['LogGroupName']));
    expect(logs.sort()).toEqual(functions.map((functionName) => `${functionName.replace('-', '')}logs`).sort());
    for (const { properties } of filters) {
      expect(properties['MetricTransformations']).toMatchObject([{ MetricValue: '$init', Unit: 'Milliseconds' }]);
    }
  });
});
