// Bundles each door into the very file that Lambda runs, and the browser's files. CommonJS although the source is ESM:
// an ESM bundle pays about 36 ms more at a cold start as soon as anything imports `node:http` (docs/decisions/0002).
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { buildWeb } from './local/newsroom/build-web.ts';

export const doorFiles = (): string[] =>
  readdirSync('functions')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));

export async function buildDoors(outDir = 'dist'): Promise<void> {
  await Promise.all(
    doorFiles().map(async (door) => {
      const { metafile } = await build({
        entryPoints: [`functions/${door}.ts`],
        outfile: `${outDir}/${door}/index.js`,
        bundle: true,
        minify: true,
        platform: 'node',
        target: 'node24',
        format: 'cjs',
        mainFields: ['module', 'main'],
        // The AWS SDK's dynamic import of node:http would load what CommonJS spares us.
        supported: { 'dynamic-import': false },
        sourcemap: true,
        sourcesContent: false,
        legalComments: 'none',
        metafile: true,
        logLevel: 'error',
      });
      writeFileSync(`${outDir}/${door}.meta.json`, JSON.stringify(metafile));
      // Without it Node would read the file as ESM, with no exports and no error.
      writeFileSync(`${outDir}/${door}/package.json`, '{"type":"commonjs"}');
    }),
  );
}

export async function buildAll(outDir = 'dist'): Promise<void> {
  rmSync(outDir, { recursive: true, force: true });
  await Promise.all([buildDoors(outDir), buildWeb(`${outDir}/web`)]);
}

if (import.meta.main) await buildAll();
