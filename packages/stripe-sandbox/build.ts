// Builds what the npm package contains: the library, the server and the command as ES modules, and their type
// declarations. Dependencies stay outside the bundles, so that the caller's `stripe` is the only one.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = import.meta.dirname;
const outDir = join(folder, 'dist');
// TypeScript exports no path to its command, only its package.json.
const typescript = dirname(fileURLToPath(import.meta.resolve('ts7/package.json')));

rmSync(outDir, { recursive: true, force: true });
await build({
  entryPoints: ['sandbox', 'server', 'main'].map((name) => join(folder, 'source', `${name}.ts`)),
  outdir: outDir,
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  packages: 'external',
  logLevel: 'error',
});
execFileSync(process.execPath, [join(typescript, 'bin/tsc'), '--project', folder], { stdio: 'inherit' });
