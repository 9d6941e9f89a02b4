// Pages of a list: at most a hundred rows from a cursor, newest first, with the word whether there are more.
import { refuse } from '../world/refusal.ts';

export interface Page {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

interface Row {
  readonly id: string;
}

export function paginate(url: string, rows: readonly Row[], page: Page) {
  const { limit = 10, starting_after: after, ending_before: before } = page;
  if (after !== undefined && before !== undefined)
    refuse('You cannot use both `starting_after` and `ending_before`.', { param: 'starting_after' });
  const list = (data: readonly Row[], hasMore: boolean) => ({ object: 'list', url, has_more: hasMore, data });
  if (before !== undefined) {
    const end = indexOfRow(rows, before, 'ending_before');
    return list(rows.slice(Math.max(0, end - limit), end), end > limit);
  }
  const start = after === undefined ? 0 : indexOfRow(rows, after, 'starting_after') + 1;
  return list(rows.slice(start, start + limit), rows.length > start + limit);
}

function indexOfRow(rows: readonly Row[], id: string, param: string): number {
  const index = rows.findIndex((row) => row.id === id);
  return index === -1 ? refuse(`No such object: '${id}'`, { code: 'resource_missing', param }) : index;
}
