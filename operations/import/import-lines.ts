// What an import did, or would do, in numbers: products, amounts, and why some were passed over. No person is in it.
import type { ImportCounts } from './import-memberships.ts';

export function importLines({ made, held, failed, passed, products, amounts }: ImportCounts, isDry: boolean): string[] {
  const table = (title: string, counts: ReadonlyMap<string, number>): string[] =>
    counts.size === 0
      ? []
      : [
          `  ${title}`,
          ...[...counts]
            .sort(([, one], [, other]) => other - one)
            .slice(0, mostLines)
            .map(([name, number]) => `    ${String(number).padStart(7)}  ${name}`),
        ];
  return [
    `  ${isDry ? 'Would be memberships of ours' : 'Are memberships of ours now'}: ${made}; were before: ${held}`,
    ...table('by product', products),
    ...table('by amount', amounts),
    ...table('passed over, because of', passed),
    ...failed.slice(0, mostLines).map((id) => `  could not be imported: ${id}`),
    ...(failed.length > mostLines ? [`  and ${failed.length - mostLines} more`] : []),
  ];
}
/** Enough to see what is going on; an account may have a price for each person. */
const mostLines = 30;
