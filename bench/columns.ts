// A table for a terminal: columns as wide as needed, numbers aligned to the right.

export type Cell = string | number;

export function columns(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const widths = head.map((title, ref) => Math.max(title.length, ...rows.map((row) => String(row[ref] ?? '').length)));
  const isNumber = head.map((_, ref) => rows.some((row) => typeof row[ref] === 'number'));
  const line = (row: readonly Cell[]): string =>
    row
      .map((cell, ref) => {
        const width = widths[ref] ?? 0;
        return isNumber[ref] === true ? String(cell).padStart(width) : String(cell).padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** With one decimal. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;
export const hundredth = (value: number): number => Math.round(value * 100) / 100;
