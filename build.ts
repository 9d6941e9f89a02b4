// Bundles each function into the very file that Lambda runs, and the browser's files. CommonJS although the source is ESM:
// an ESM bundle pays about 36 ms more at a cold start as soon as anything imports `node:http` (docs/decisions/0002).
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { settings } from '#settings';
import { openapiText } from './functions/runtime/openapi-text.ts';
import { printPages } from './local/demo/printed-pages.ts';
import { mailBundleOf } from './shared/api/mail-transport.ts';
import { buildWeb } from './web/publish/build-web.ts';

export const functionFiles = (): string[] =>
  readdirSync('functions')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace(/\.ts$/, ''));

export async function buildFunctions(outDir = 'dist'): Promise<void> {
  await Promise.all([
    ...functionFiles().map((functionName) => bundleFunction(`functions/${functionName}.ts`, functionName, outDir)),
    // The function `mail` with the other client. The stack takes the one that the settings name, a local run always this.
    bundleFunction('functions/mail.ts', mailBundleOf({ kind: 'smtp' }), outDir),
  ]);
}

/** One bundle, with its metafile beside it. The benchmark bundles what it compares a function with in the same way. */
export const bundleFunction = (entryPoint: string, functionName: string, outDir: string): Promise<void> =>
  bundle({ entryPoint, functionName, outDir, plugins: [] });

interface Bundling {
  readonly entryPoint: string;
  readonly functionName: string;
  readonly outDir: string;
  readonly plugins: readonly Plugin[];
}
async function bundle({ entryPoint, functionName, outDir, plugins }: Bundling): Promise<void> {
  const { metafile } = await build({
    entryPoints: [entryPoint],
    outfile: `${outDir}/${functionName}/index.js`,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    // esbuild adds `module` by itself only where no condition is named.
    conditions: functionName === mailBundleOf({ kind: 'smtp' }) ? ['module', 'smtp'] : ['module'],
    // The AWS SDK's dynamic import of node:http would load what CommonJS spares us.
    supported: { 'dynamic-import': false },
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    // Escaped, each Cyrillic letter of a text is six characters in place of two bytes.
    charset: 'utf8',
    plugins: [checkedSettings, writtenOpenapi, ...plugins],
    metafile: true,
    logLevel: 'error',
  });
  writeFileSync(`${outDir}/${functionName}.meta.json`, JSON.stringify(metafile));
  // Without it Node would read the file as ESM, with no exports and no error.
  writeFileSync(`${outDir}/${functionName}/package.json`, '{"type":"commonjs"}');
}

/**
 * The settings were checked when this file imported them; checking them anew at every cold start took 5 ms. A bundle gets
 * those of the process that builds it: in tests, their own.
 */
const checkedSettings: Plugin = {
  name: 'checked-settings',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#settings$/ }, ({ path }) => ({ path, namespace: 'checked' }));
    onLoad({ filter: /./, namespace: 'checked' }, () => ({
      contents: `export const settings = ${JSON.stringify(settings)};`,
      loader: 'js',
    }));
  },
};

/**
 * The API's description as text: making it in a function would carry the generator there and take its time. Packed, it is a
 * quarter as large, and who asks for something else never unpacks it.
 */
const writtenOpenapi: Plugin = {
  name: 'written-openapi',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/functions\/runtime\/openapi-text\.ts$/ }, () => ({
      contents: `export const openapiText = () =>
        process.getBuiltinModule('node:zlib').brotliDecompressSync(Buffer.from('${packed(openapiText())}', 'base64')).toString();`,
      loader: 'js',
    })),
};

const packed = (text: string): string => brotliCompressSync(text).toString('base64');

export async function buildAll(outDir = 'dist'): Promise<void> {
  rmSync(outDir, { recursive: true, force: true });
  await Promise.all([buildFunctions(outDir), buildWeb(`${outDir}/web`)]);
  await buildDemo(outDir);
}

/** The demo newsroom's pages, printed from the files for the browser, in the function that serves them. */
export async function buildDemo(outDir: string): Promise<void> {
  const pages = JSON.stringify(await printPages(`${outDir}/web`));
  const entryPoint = 'local/demo/demo-function.ts';
  await bundle({ entryPoint, functionName: 'demo', outDir, plugins: [printedPages(pages)] });
}

const printedPages = (pages: string): Plugin => ({
  name: 'printed-pages',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/local\/demo\/printed\.ts$/ }, () => ({
      contents: `export const printed = JSON.parse(${JSON.stringify(pages)});`,
      loader: 'js',
    })),
});

if (import.meta.main) await buildAll();
