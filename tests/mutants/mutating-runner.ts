// The runner of the full run: after each test that passed it runs the same test once for each fault whose place that test came by,
// with that fault made true, until one of them fails it. Which faults there are lies in the text of the source (`all-in-one.ts`).
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { type RunnerTestCase, type RunnerTestSuite, TestRunner } from 'vitest';

declare global {
  /** Called by the source at every place of a fault. */
  var mutating: (id: number) => boolean;
}

/** A fault that comes by so often in one test has made a loop endless. */
const mostHits = 200_000;
const mostMilliseconds = 8000;
/** One fault is tried by so many tests, and for so long in all. Whoever looked so often and saw nothing will see nothing. */
const mostTests = 400;
const mostMillisecondsInAll = 6000;
/** A test that takes longer than this is run with no more faults than this. */
const slow = 1500;
const mostOfSlow = 10;

const log = process.env['MUTANT_LOG'] ?? '';
let active = -1;
let hits = 0;
let seen: Set<number> | null = null;
const atLoad = new Set<number>();

globalThis.mutating = (id) => {
  if (id !== active) {
    if (active === -1) (seen ?? atLoad).add(id);
    return false;
  }
  hits += 1;
  if (hits > mostHits) throw new Error('a loop without an end');
  return true;
};

/** What was found so far, also by a worker before this one: `noticed id test`, `tried id` and `loaded id`, one a line. */
const lines = log !== '' && existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
const noticed = new Set(lines.flatMap((line) => (line.startsWith('noticed ') ? Number(line.split(' ')[1]) : [])));
const effort = new Map<number, { tests: number; milliseconds: number }>();

export default class MutatingRunner extends TestRunner {
  override onBeforeTryTask(...given: Parameters<TestRunner['onBeforeTryTask']>): void {
    super.onBeforeTryTask(...given);
    seen = new Set();
  }

  override async onAfterRunTask(test: RunnerTestCase): Promise<void> {
    super.onAfterRunTask(test);
    const passed = [...(seen ?? [])];
    seen = null;
    noteLoaded();
    if (test.result?.state !== 'pass') return;
    const faults = passed.filter((id) => !noticed.has(id) && isWorthwhile(id));
    if (faults.length === 0 || (await failure(test, -1)) !== null) return;
    const took = test.result.duration ?? 0;
    for (const id of took > slow ? faults.slice(0, mostOfSlow) : faults) {
      appendFileSync(log, `trying ${id}\n`);
      const began = performance.now();
      const failed = await failure(test, id);
      addEffort(id, performance.now() - began);
      if (failed === null) continue;
      noticed.add(id);
      appendFileSync(log, `noticed ${id} ${test.file.name} > ${test.name.replaceAll('\n', ' ')}\n`);
      // A fault may leave behind what makes this test fail ever after: that would prove nothing.
      if ((await failure(test, -1)) !== null) return;
    }
    seen = null;
  }
}

function noteLoaded(): void {
  for (const id of atLoad) appendFileSync(log, `loaded ${id}\n`);
  atLoad.clear();
}

const isWorthwhile = (id: number): boolean => {
  const { tests, milliseconds } = effort.get(id) ?? { tests: 0, milliseconds: 0 };
  return tests < mostTests && milliseconds < mostMillisecondsInAll;
};
function addEffort(id: number, milliseconds: number): void {
  const before = effort.get(id) ?? { tests: 0, milliseconds: 0 };
  effort.set(id, { tests: before.tests + 1, milliseconds: before.milliseconds + milliseconds });
}

/** The test with its hooks, under one fault; null where it passes. */
async function failure(test: RunnerTestCase, id: number): Promise<unknown> {
  const suites = suitesOf(test);
  const cleanups: (() => unknown)[] = [];
  [active, hits, seen] = [id, 0, new Set()];
  try {
    await bounded(async () => {
      for (const suite of suites) {
        for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) {
          const cleanup: unknown = await hook(test.context, suite);
          if (typeof cleanup === 'function') cleanups.push(() => cleanup());
        }
      }
      await TestRunner.getTestFn(test)();
    });
    return null;
  } catch (error) {
    return error ?? 'failed';
  } finally {
    active = -1;
    await afterwards(test, suites, cleanups);
    seen = null;
  }
}

async function afterwards(
  test: RunnerTestCase,
  suites: readonly RunnerTestSuite[],
  cleanups: readonly (() => unknown)[],
): Promise<void> {
  try {
    for (const suite of suites.toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterEach) await hook(test.context, suite);
    }
    for (const cleanup of cleanups.toReversed()) await cleanup();
  } catch {
    // What a fault left half done cannot always be cleaned up; whether it matters shows the next run without a fault.
  }
}

/** From the file inwards. */
function suitesOf({ suite, file }: RunnerTestCase | RunnerTestSuite): readonly RunnerTestSuite[] {
  const outer = suite === undefined ? [file] : [...suitesOf(suite), suite];
  return [...new Set(outer)];
}

async function bounded(work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no end')), mostMilliseconds);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
