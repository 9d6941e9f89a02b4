// The output of an import in numbers: products, amounts, and the reasons why some were skipped. Nothing personal.
import type { ImportCounts } from './import-memberships.ts';

export function importLines(
  { made, held, failed, skipped, products, amounts }: ImportCounts,
  isDry: boolean,
  archived: ReadonlySet<string> = new Set(),
): string[] {
  const table = (title: string, counts: ReadonlyMap<string, number>, note = (_name: string) => ''): string[] =>
    counts.size === 0
      ? []
      : [
          `  ${title}`,
          ...[...counts]
            .sort(([, one], [, other]) => other - one)
            .slice(0, mostLines)
            .map(([name, number]) => `    ${String(number).padStart(7)}  ${name}${note(name)}`),
        ];
  return [
    `  ${isDry ? 'To be imported' : 'Imported'}: ${made}; already held: ${held}`,
    ...table('by product', products, (name) => (archived.has(name) ? ', archived: its subscriptions go on' : '')),
    ...table('by amount', amounts),
    ...table('skipped, because of', skipped),
    ...failed.slice(0, mostLines).map((id) => `  could not be imported: ${id}`),
    ...(failed.length > mostLines ? [`  and ${failed.length - mostLines} more`] : []),
  ];
}
/** An account may have a price for each person, so the list is cut. */
export const mostLines = 30;
