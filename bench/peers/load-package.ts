// Loads a package that this bench compares with. They lie in a folder of their own, with a lockfile of their own, and are
// no dependency of Mainstay: `npm ci` there installs them when the bench is asked for.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const manifests = fileURLToPath(new URL('packages/', import.meta.url));
/** Ignored by git, and outside every room of the source. */
const installed = fileURLToPath(new URL('../../.bench/peers/', import.meta.url));
const files = ['package.json', 'package-lock.json'];

export function installPackages(): void {
  const isSame = (file: string): boolean =>
    existsSync(`${installed}${file}`) &&
    readFileSync(`${installed}${file}`).equals(readFileSync(`${manifests}${file}`));
  if (existsSync(`${installed}node_modules/pg`) && files.every(isSame)) return;
  mkdirSync(installed, { recursive: true });
  for (const file of files) copyFileSync(`${manifests}${file}`, `${installed}${file}`);
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: installed, stdio: 'inherit' });
}

/** What the package exports, untyped: each contender says which part of it it calls. */
export const loadPackage = async (name: string) =>
  import(pathToFileURL(createRequire(`${installed}package.json`).resolve(name)).href);

export function versionOf(name: string): string {
  const { dependencies }: { dependencies: Record<string, string> } = createRequire(import.meta.url)(
    `${manifests}package.json`,
  );
  return dependencies[name] ?? '';
}
