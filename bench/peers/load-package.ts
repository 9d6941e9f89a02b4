// Loads a package that this bench compares with. They lie in a folder of their own, with a lockfile of their own, and are
// no dependency of Mainstay: `npm ci` there installs them when the bench is asked for.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = fileURLToPath(new URL('packages/', import.meta.url));

export function installPackages(): void {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
}

/** What the package exports, untyped: each contender says which part of it it calls. */
export const loadPackage = async (name: string) =>
  import(pathToFileURL(createRequire(`${folder}package.json`).resolve(name)).href);

export function versionOf(name: string): string {
  const { dependencies }: { dependencies: Record<string, string> } = createRequire(import.meta.url)(
    `${folder}package.json`,
  );
  return dependencies[name] ?? '';
}
