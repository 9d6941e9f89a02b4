// Runs every check, one after another, and tells each as soon as it is known. A check that cannot be made is itself a
// finding: the doctor never ends half way.
import type { Screen } from '../../local/environment/progress.ts';
import { type Finding, findingLines } from '../terminal/finding.ts';
import { sentenceOf } from '../terminal/run-command.ts';

export interface Check {
  readonly about: string;
  look(): Promise<readonly Finding[]>;
}

/** False where something hurts. */
export async function diagnose(screen: Screen, checks: readonly Check[]): Promise<boolean> {
  let hurting = 0;
  for (const check of checks) {
    const findings = await lookSafely(check);
    for (const finding of findings) screen.write(`${findingLines(finding).join('\n')}\n`);
    hurting += findings.filter(({ state }) => state === 'hurts').length;
  }
  const end = hurting === 0 ? 'Nothing hurts.' : `${hurting} ${hurting === 1 ? 'thing hurts' : 'things hurt'}: ✗`;
  screen.write(`\n  ${end}\n\n`);
  return hurting === 0;
}

async function lookSafely({ about, look }: Check): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    // Whatever it was, the other checks still tell something. Only the kind is named: messages may name more.
    const why = sentenceOf(error) ?? (error instanceof Error ? error.name : 'unknown');
    const remedy = 'does this role allow it? docs/operations.md lists what the commands need';
    return [{ about, state: 'hurts', is: `could not be looked at: ${why}`, remedy }];
  }
}
