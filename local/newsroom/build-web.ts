// Builds what runs in the reader's browser into files as small as they get: the inline head snippet, the elements and
// their style sheet. Nothing of the newsroom's settings goes in, so the same bytes, and one hash, serve every site.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

const web = join(import.meta.dirname, '..', '..', 'web');
// Browsers with `:has()` and `AbortSignal.timeout`, from 2023 on; older ones have the plain forms.
const oldestBrowsers = ['chrome111', 'firefox121', 'safari16.4'];

/** Writes `head.js`, `mainstay.js` and `mainstay.css` into `outDir`. */
export async function buildWeb(outDir: string): Promise<void> {
  await mkdir(outDir, { recursive: true });
  await build({
    entryPoints: ['head.ts', 'mainstay.ts', 'mainstay.css'].map((name) => join(web, name)),
    outdir: outDir,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: oldestBrowsers,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
  });
}
