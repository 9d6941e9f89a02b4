// Checks by file time whether the bundles in `dist/` are newer than every source, and builds them again if not. They are
// built in another folder that then replaces `dist/`, so that no process ever finds half of them.
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from '../../build.ts';
import { mailBundleOf } from '../../shared/api/mail-transport.ts';
import { functions } from '../../shared/api/routes.ts';

const sources = [
  ...['shared', 'functions', 'web', 'build.ts', 'mainstay.config.ts', 'package-lock.json'],
  // The bundles of tests hold these settings instead.
  'tests/support/test-config.ts',
];
/** Tests build theirs elsewhere: they hold the tests' settings, and nobody may deploy them. */
export const builtFolder = (): string => process.env['MAINSTAY_BUILT'] ?? 'dist';
const bundles = [
  ...[...functions, mailBundleOf({ kind: 'smtp' })].map((each) => join(each, 'index.js')),
  join('web', 'manifest.json'),
];

export function areBundlesFresh(root: string): boolean {
  const built = bundles.map((bundle) => changedAt(join(root, builtFolder(), bundle)));
  const newestSource = Math.max(...sources.map((source) => newestIn(join(root, source))));
  return Math.min(...built) > newestSource;
}

export async function buildBundles(root: string): Promise<void> {
  const fresh = join(root, 'node_modules', '.cache', `mainstay-dist-${process.pid}`);
  await buildAll(fresh);
  rmSync(join(root, builtFolder()), { recursive: true, force: true });
  try {
    renameSync(fresh, join(root, builtFolder()));
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    // Another run built them at the same moment, from the same sources.
    if (!areBundlesFresh(root)) throw error;
  }
}

function newestIn(path: string): number {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (entry === undefined) return 0;
  if (!entry.isDirectory()) return entry.mtimeMs;
  // The folder's own time changes when a file is removed.
  return Math.max(entry.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** Zero for a missing file, so that it is never fresh. */
const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
