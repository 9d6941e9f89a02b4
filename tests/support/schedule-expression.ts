// What EventBridge takes as the time of a schedule. CloudFormation does not check the text; the deploy fails at it.

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Accepted instead of numbers, from the least on. */
  readonly words?: readonly string[];
  readonly mayBeOpen?: true;
}
const fields: readonly Field[] = [
  { name: 'minutes', least: 0, most: 59 },
  { name: 'hours', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31, mayBeOpen: true },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of the week', least: 1, most: 7, words: weekdays, mayBeOpen: true },
  { name: 'year', least: 1970, most: 2199 },
];

/** What is wrong with it in a sentence, or null. It accepts no `L`, `W` and `#`, which we do not use. */
export function wrongSchedule(expression: string): string | null {
  const rate = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (rate !== null) return wrongRate(Number(rate[1]), rate[3] === 's');
  const cron = /^cron\((.*)\)$/.exec(expression);
  if (cron === null) return `"${expression}" is neither a rate nor a cron`;
  const given = (cron[1] ?? '').split(' ');
  if (given.length !== fields.length) return `a cron has six fields, not ${given.length}`;
  const wrong = fields.find((field, at) => !isField(given[at] ?? '', field));
  if (wrong !== undefined) return `the ${wrong.name} of "${expression}" is wrong`;
  const open = [given[2], given[4]].filter((each) => each === '?').length;
  return open === 1 ? null : `of the days of "${expression}" exactly one must be left open by "?"`;
}

function wrongRate(count: number, isPlural: boolean): string | null {
  if (count === 0) return 'a rate must be at least one';
  return (count === 1) === isPlural
    ? `a rate of ${count} must be written in the ${isPlural ? 'singular' : 'plural'}`
    : null;
}

const isField = (text: string, field: Field): boolean =>
  (text === '?' && field.mayBeOpen === true) || text.split(',').every((part) => isPart(part, field));

function isPart(part: string, field: Field): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => numberOf(end, field));
  const [first = Number.NaN, last = first] = ends;
  return ends.length <= 2 && first >= field.least && last <= field.most && first <= last;
}

function numberOf(text: string, { words, least }: Field): number {
  const at = words?.indexOf(text) ?? -1;
  if (at >= 0) return at + least;
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}
