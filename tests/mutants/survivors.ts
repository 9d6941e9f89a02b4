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

const survivors: readonly Survivor[] = [];

export function reasonFor({ file, rule, text }: Pick<RuledMutant, 'file' | 'rule' | 'text'>): string | null {
  const plain = text.replaceAll(/\s+/g, ' ');
  const found = survivors.find(
    (each) => each.file === file && (each.rule ?? rule) === rule && plain.includes(each.text),
  );
  return found?.reason ?? null;
}
