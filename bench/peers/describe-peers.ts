// The comparison as a page of Markdown: one row per contender and way of delivery, and our ratio to each of the others.
import { availableParallelism, cpus } from 'node:os';
import { hundredth, tenth } from '../columns.ts';
import { type Cell, cells } from './cells.ts';
import { versionOf } from './load-package.ts';
import { contenderNames, type PeerRow } from './measure-peers.ts';

const shownNames: Readonly<Record<(typeof contenderNames)[number], string>> = {
  mainstay: 'Mainstay: webhook handler, worker, DynamoDB Local',
  'sync-engine': `@supabase/stripe-sync-engine ${versionOf('@supabase/stripe-sync-engine')}, PostgreSQL`,
  'better-auth': `@better-auth/stripe ${versionOf('@better-auth/stripe')}, PostgreSQL`,
  floor: 'floor: one DynamoDB transaction of two rows, no Stripe',
};

export function describePeers(rows: readonly PeerRow[], now: Date): string {
  const columns = cells.filter(({ together }) => !together);
  const head = columns.map(({ stripeMilliseconds, atOnce }) => {
    const stripe = stripeMilliseconds === 0 ? 'Stripe at once' : `Stripe in ${stripeMilliseconds} ms`;
    return `${stripe}, ${atOnce === 1 ? 'one supporter at a time' : `${atOnce} at once`}`;
  });
  const [processor] = cpus();
  return [
    `Measured on ${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${availableParallelism()} cores (${processor?.model ?? 'unknown'}).`,
    '',
    ...[false, true].flatMap((together) => [
      together ? 'The four events of a supporter together:' : 'One event after the other:',
      '',
      table(
        ['supporters a second', ...head, 'CPU, ms a supporter', 'Stripe reads', 'right'],
        contenderNames.map((name) => lineOf(name, rows, together)),
      ),
      '',
      'Ours to the others, at the same number at once:',
      '',
      table(
        ['ours ÷', ...head, 'CPU'],
        contenderNames.slice(1).map((name) => ratiosOf(name, rows, together)),
      ),
      '',
    ]),
  ].join('\n');
}

type Name = (typeof contenderNames)[number];
const rowsOf = (name: Name, rows: readonly PeerRow[], together: boolean): readonly PeerRow[] =>
  rows.filter(({ contender, cell }) => contender === name && cell.together === together);
/** Where the machine is least in the way: many at once, and Stripe answers at once. */
const isBusiest = ({ cell: { stripeMilliseconds, atOnce } }: { readonly cell: Cell }): boolean =>
  stripeMilliseconds === 0 && atOnce > 1;

function lineOf(name: Name, rows: readonly PeerRow[], together: boolean): readonly string[] {
  const mine = rowsOf(name, rows, together);
  const busiest = mine.find(isBusiest);
  const [right, expected] = [sum(mine.map((each) => each.right)), sum(mine.map((each) => each.expected))];
  return [
    shownNames[name],
    ...mine.map(({ supportersPerSecond }) => String(tenth(supportersPerSecond))),
    String(tenth(busiest?.cpuPerSupporter ?? 0)),
    String(hundredth(busiest?.readsPerSupporter ?? 0)),
    `${right} of ${expected}`,
  ];
}

function ratiosOf(name: Name, rows: readonly PeerRow[], together: boolean): readonly string[] {
  const [ours, theirs] = [rowsOf('mainstay', rows, together), rowsOf(name, rows, together)];
  const cpu = (ours.find(isBusiest)?.cpuPerSupporter ?? 0) / (theirs.find(isBusiest)?.cpuPerSupporter ?? 1);
  return [
    name,
    ...ours.map(({ supportersPerSecond }, ref) =>
      String(hundredth(supportersPerSecond / (theirs[ref]?.supportersPerSecond ?? 1))),
    ),
    String(hundredth(cpu)),
  ];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map((_, ref) => (ref === 0 ? '---' : '---:')), ...lines]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
