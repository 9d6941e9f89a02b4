// One run of vitest that outlives many faults: a child of `npm run mutate`. It is sent a fault and the tests that may
// notice it, stage by stage, and answers with the first test that failed. A fault that makes a loop endless ends with this
// whole child, which is why it is one.
import { resolve } from 'node:path';
import { createVitest, type TestModule } from 'vitest/node';
import type { Mutant } from './mutant.ts';

export interface TestFile {
  readonly project: 'unit' | 'real';
  readonly file: string;
}
export interface Trial {
  /** Null runs the tests as they are. */
  readonly mutant: Mutant | null;
  /** Run in this order, and none after the first that failed. */
  readonly stages: readonly (readonly TestFile[])[];
}
/** `failed` is null where every test passed; `isUnproven` where a file failed without a test of its own. */
export interface Verdict {
  readonly failed: string | null;
  readonly isUnproven: boolean;
}

const vitest = await createVitest('test', {
  watch: false,
  project: ['unit', 'real'],
  reporters: [{}],
  bail: 1,
  maxWorkers: 1,
});

process.on('message', (trial: Trial) => {
  run(trial).then(
    (verdict) => process.send?.(verdict),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function run({ mutant, stages }: Trial): Promise<Verdict> {
  process.env['MUTANT'] = mutant === null ? '' : JSON.stringify(mutant);
  const path = mutant === null ? null : resolve(mutant.file);
  if (path !== null) vitest.invalidateFile(path);
  try {
    for (const stage of stages) {
      const verdict = await runFiles(stage);
      if (verdict.failed !== null || verdict.isUnproven) return verdict;
    }
    return { failed: null, isUnproven: false };
  } finally {
    if (path !== null) vitest.invalidateFile(path);
  }
}

async function runFiles(files: readonly TestFile[]): Promise<Verdict> {
  // Failures of the fault before would stop this run at once.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const specifications = files.map(({ project, file }) =>
    vitest.getProjectByName(project).createSpecification(resolve(file)),
  );
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const [failed] = testModules.flatMap(failedTests);
  const isUnproven = unhandledErrors.length > 0 || testModules.some((each) => each.state() === 'failed');
  return failed === undefined ? { failed: null, isUnproven } : { failed, isUnproven: false };
}

const failedTests = (tested: TestModule): readonly string[] =>
  [...tested.children.allTests('failed')].map(({ fullName }) => `${tested.relativeModuleId} > ${fullName}`);
