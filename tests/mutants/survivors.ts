// Faults that no list of tests notices, each with the reason why that is right. The full run asks here before it names one.
import type { RuledMutant } from './mutation-operators.ts';

interface Survivor {
  readonly file: string;
  /** The rule, or none for any. */
  readonly rule?: string;
  /** What was changed, or a part of it, with its white space as one blank. */
  readonly text: string;
  readonly reason: string;
}

/** The compiler asks for a default that the shape of the text, or of the list, has ruled out. */
const neverWanted = 'The default stands for the compiler alone: the value before it is always there.';

const survivors: readonly Survivor[] = [
  {
    file: 'shared/core/campaign.ts',
    rule: 'swap',
    text: 'before !== null && after !== null',
    reason: 'Where one of the two is null their campaigns differ, and where both are, neither word lets it pass.',
  },
  {
    file: 'shared/core/is-aged.ts',
    text: 'grantedUntil ?? 0',
    reason: 'Without a grant the end of what is over is the later one.',
  },
  { file: 'shared/core/is-aged.ts', rule: 'one more', text: '0', reason: 'A millisecond of 1970 is before every end.' },
  {
    file: 'shared/core/money.ts',
    rule: 'left out',
    text: 'a currency without a unit was let in',
    reason: 'A guard against a defect of ours: no currency comes so far without a unit.',
  },
  {
    file: 'shared/core/reminder.ts',
    rule: 'left out',
    text: 'a month that was never let in',
    reason: 'A guard against a defect of ours: no month comes so far that was not offered.',
  },
  {
    file: 'shared/core/email.ts',
    text: 'URL.parse === undefined',
    reason: 'Only engines older than those of the tests lack it; what they do is to take the host as it was written.',
  },
  { file: 'shared/core/link.ts', rule: 'no default', text: 'character.codePointAt(0)', reason: neverWanted },
  { file: 'shared/core/link.ts', rule: 'no default', text: 'alphabet[bitsOf(each) & 31]', reason: neverWanted },
  {
    file: 'shared/core/money.ts',
    text: 'text.length > longestTyped',
    reason: 'The bound only saves time; any number beyond the longest amount will do.',
  },
  { file: 'shared/core/pass.ts', rule: 'no default', text: 'tiers.find', reason: neverWanted },
  {
    file: 'shared/core/spread.ts',
    rule: 'one more',
    text: '0x811c9dc5',
    reason: 'Any other seed spreads names as evenly, and nobody stored where a name was dealt.',
  },
  { file: 'shared/core/time.ts', rule: 'no default', text: 'parts.find', reason: neverWanted },
  {
    file: 'shared/core/time.ts',
    text: 'known !== undefined',
    reason: 'A calendar made once more is the same calendar: what is saved is time.',
  },
  {
    file: 'shared/core/time.ts',
    rule: 'left out',
    text: 'formats.set(timeZone, made)',
    reason: 'A calendar made once more is the same calendar: what is saved is time.',
  },
  {
    file: 'shared/core/time.ts',
    rule: 'another text',
    text: "'gregory'",
    reason: 'It is the calendar of English, and stands for machines that are set to another.',
  },
];

export function reasonFor({ file, rule, text }: Pick<RuledMutant, 'file' | 'rule' | 'text'>): string | null {
  const plain = text.replaceAll(/\s+/g, ' ');
  const found = survivors.find(
    (each) => each.file === file && (each.rule ?? rule) === rule && plain.includes(each.text),
  );
  return found?.reason ?? null;
}
