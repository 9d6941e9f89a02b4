// Which tests run together. `unit` needs nothing but Node; `real` starts DynamoDB Local and a queue server once for all
// of its files; the browser projects drive Chromium against the whole local run.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { mutatedSource, wholeFolder } from './tests/mutants/mutated-source.ts';

/** `#settings` is then tests/support/test-config.ts: a newsroom's own file breaks no test (docs/decisions/0021). */
const testSettings = 'test-settings';
// A list replaces vitest's own, which is "node" alone: "module" would lead to files that Node cannot load.
const conditions = [testSettings, 'node'];
/** For what tests start: processes of their own, the code that Node compiled for them, and the bundles of a local run. */
const env = {
  NODE_OPTIONS: `--conditions=${testSettings}`,
  NODE_COMPILE_CACHE: resolve('node_modules', '.cache', 'mainstay-compiled'),
  MAINSTAY_BUILT: 'node_modules/.cache/mainstay-tests-dist',
};

/** Set by `npm run mutate`: one fault at a time, or all of a folder at once. */
const isMutating = process.env['MUTATING'] === '1';
const mutatedFolder = process.env['MUTATED_FOLDER'] ?? '';

const runner = mutatedFolder === '' ? {} : { runner: './tests/mutants/mutating-runner.ts' };

const project = (name: string, include: readonly string[], more: object = {}) => ({
  plugins: [...(isMutating ? mutatedSource() : []), ...(mutatedFolder === '' ? [] : wholeFolder(mutatedFolder))],
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { env, name, include: [...include], environment: 'node', ...runner, ...more },
});

/**
 * The files of one worker share their modules: importing them anew for each file took two fifths of the time. So what a file
 * changes in its process (environment, spies, clocks) it puts back, and a shared module has no hook of its own.
 */
const shared = { isolate: false };

/** Vitest would leave one processor free, which of two is half; and much of what these tests do is wait for servers. */
const maxWorkers = availableParallelism() + 1;

export default defineConfig({
  test: {
    // A fault that is planted in memory must not be found again in the files that vitest keeps.
    ...(isMutating || mutatedFolder !== '' ? { fsModuleCache: false } : {}),
    maxWorkers,
    reporters: ['default'],
    projects: [
      project('architecture', ['tests/architecture.test.ts', 'tests/glossary.test.ts'], { testTimeout: 180_000 }),
      project(
        'unit',
        [
          'tests/{core,api,actions,adapters,web,simulation,infra,runtime,local,operations}/**/*.test.ts',
          'packages/*/tests/**/*.test.ts',
        ],
        {
          ...shared,
          // Many start processes, and a busy machine takes minutes for a few of them.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      ),
      project('real', ['tests/{contracts,functions}/**/*.test.ts'], {
        ...shared,
        globalSetup: ['tests/support/real-servers.ts'],
        testTimeout: 240_000,
        hookTimeout: 240_000,
      }),
      project('browser-path', ['tests/browser/path.test.ts'], { testTimeout: 180_000, hookTimeout: 120_000 }),
      project('browser', ['tests/browser/**/*.test.ts'], {
        testTimeout: 180_000,
        hookTimeout: 120_000,
        fileParallelism: false,
      }),
    ],
  },
});
