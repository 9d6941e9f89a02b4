// Runs every check in turn and prints each finding as soon as it is known. A check that fails to run is itself a finding,
// so the other checks still run.
import type { Screen } from '../../local/environment/progress.ts';
import { type Finding, findingLines } from '../terminal/finding.ts';
import { sentenceOf } from '../terminal/run-command.ts';

export interface Check {
  readonly about: string;
  look(): Promise<readonly Finding[]>;
}

/** False if there is a problem. */
export async function diagnose(screen: Screen, checks: readonly Check[]): Promise<boolean> {
  let problems = 0;
  for (const check of checks) {
    const findings = await lookSafely(check);
    for (const finding of findings) screen.write(`${findingLines(finding).join('\n')}\n`);
    problems += findings.filter(({ state }) => state === 'problem').length;
  }
  const end = problems === 0 ? 'No problems.' : `${problems} ${problems === 1 ? 'problem' : 'problems'}: see ✗`;
  screen.write(`\n  ${end}\n\n`);
  return problems === 0;
}

async function lookSafely({ about, look }: Check): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    // The other checks still run. Only the error's name is printed, because its message may name more.
    const why = sentenceOf(error) ?? (error instanceof Error ? error.name : 'unknown');
    const remedy = 'check the role: docs/operations.md lists what the commands need';
    return [{ about, state: 'problem', is: `could not be checked: ${why}`, remedy }];
  }
}
