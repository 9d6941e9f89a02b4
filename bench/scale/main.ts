// `npm run scale`: what 1, 10 and 100 million supporters take of every limit in the two busiest scenes of a year, from the
// rows and Stripe requests that the handlers really touch. It computes; nothing here is timed.
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { costSheet } from '../../operations/cost/cost-sheet.ts';
import { type Cell, columns, tenth } from '../columns.ts';
import { brakesOf, limitsOf, queueAgeAfter, type Taken } from './limits.ts';
import { type Flows, flowNames, recordFlows } from './record-flows.ts';
import { campaignEvening, monthsFirstDay, type Scene } from './scenes.ts';

const sizes = [1_000_000, 10_000_000, 100_000_000];
const java = await findJava();
if (java === null) throw new Error('this needs Java 17 or newer, for DynamoDB Local');
const table = await startDynamodbLocal({ java, port: 0, directory: null });
let flows: Flows;
try {
  flows = await recordFlows(table.endpoint);
} finally {
  await table.stop();
}

console.log(
  columns(
    ['one reader', 'rows touched', 'write units', 'read units', 'Stripe requests', 'events'],
    flowNames.map((name) => [
      name,
      flows[name].accesses.length,
      flows[name].accesses.reduce((sum, { writes }) => sum + writes, 0),
      flows[name].accesses.reduce((sum, { reads }) => sum + reads, 0),
      flows[name].stripeRequests,
      flows[name].events,
    ]),
  ),
);
for (const sceneOf of [campaignEvening, monthsFirstDay]) describe(sceneOf);

function describe(sceneOf: (supporters: number) => Scene): void {
  const scenes = sizes.map(sceneOf);
  const limits = scenes.map((scene) => limitsOf(scene, flows));
  const brakes = scenes.map((scene) => brakesOf(scene, flows));
  const share = ({ taken, most }: Taken): string => `${tenth(taken)} (${tenth((taken / most) * 100)} %)`;
  console.log(
    [
      '',
      `In a second of ${scenes[0]?.name}:`,
      columns(
        ['', 'limit', ...sizes.map((each) => `${each / 1e6} million`), 'where'],
        [...linesOf(limits, share), ...linesOf(brakes, share)],
      ),
      ...scenes.map((scene, ref) => {
        const size = sizes[ref] ?? 0;
        const taken = [...(limits[ref] ?? []), ...(brakes[ref] ?? [])].sort(
          (one, other) => other.taken / other.most - one.taken / one.most,
        );
        const age = queueAgeAfter(1, scene, flows);
        const over = taken.filter((each) => each.taken > each.most / 2).map(({ limit }) => limit);
        const dollars = costSheet(size).reduce((sum, each) => sum + each.dollars, 0);
        return (
          `${size / 1e6} million: ${over.length === 0 ? 'nothing above half of its limit' : `above half: ${over.join(', ')}`}; ` +
          `the first to break: ${taken[0]?.limit}; the queue's oldest after an hour: ${Math.round(age)} s; ${Math.round(dollars)} dollars a month.`
        );
      }),
    ].join('\n'),
  );
}

function linesOf(bySize: readonly (readonly Taken[])[], share: (taken: Taken) => string): readonly (readonly Cell[])[] {
  const [first = []] = bySize;
  return first.map(({ limit, most, where }, ref) => [
    limit,
    most,
    ...bySize.map((each) => (each[ref] === undefined ? '' : share(each[ref]))),
    where,
  ]);
}
