// Builds what a newsroom publishes: the head snippet, the style sheet, one script for each kind of page and language, the
// module that prints boxes, and the offer. Every file is named for what is in it, so it may be kept for ever, and the
// manifest says which is which, with integrity hashes. The scripts hold no setting: the same bytes serve every site.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type BuildOptions, build } from 'esbuild';
import { settings } from '#settings';
import { customElementsManifest, elementTypes } from './described-elements.ts';
import { inLanguage } from './in-language.ts';
import { type Kind, languages, type Manifest, type PublishedFile } from './manifest.ts';
import { offersOf } from './offers.ts';
import { trialText } from './trial-texts.ts';
import { weighStyles } from './weigh-styles.ts';

const web = join(import.meta.dirname, '..');
// Browsers with `:has()` and `AbortSignal.timeout`, from 2023 on; older ones have the plain forms.
const oldestBrowsers = ['chrome111', 'firefox121', 'safari16.4'];

/** The entry in web/ of each kind of script. A page loads the one for what it shows. */
const entries: Readonly<Record<Kind, string>> = {
  mainstay: 'elements/mainstay-bundle.ts',
  banner: 'elements/banner-bundle.ts',
  account: 'elements/account-bundle.ts',
  cancel: 'elements/cancel-bundle.ts',
  both: 'elements/both-bundle.ts',
};

/** Writes the files and `manifest.json` into `outDir`. */
export async function buildWeb(outDir: string): Promise<Manifest> {
  await mkdir(outDir, { recursive: true });
  const publish = async (name: string, text: string): Promise<PublishedFile> => {
    const file = name.replace(/((?:\.d)?)\.(\w+)$/, `.${contentHash(text)}$1.$2`);
    await writeFile(join(outDir, file), text);
    return { file, integrity: `sha384-${digest('sha384', text)}`, gzipped: gzipSync(text, { level: 9 }).length };
  };
  const scripts = async (language: string): Promise<Manifest['scripts'][string]> => {
    const script = async (name: Kind | 'remind', entry: string, define = {}): Promise<PublishedFile> => {
      const text = await bundled(entry, { ...forBrowser, define, plugins: [inLanguage(language)] });
      return publish(`${name}.${language}.js`, text);
    };
    const remind = await script('remind', 'elements/remind-bundle.ts');
    const loaded = {
      remindFile: JSON.stringify(remind.file),
      remindIntegrity: JSON.stringify(remind.integrity),
    };
    const page = (kind: Kind): Promise<PublishedFile> => script(kind, entries[kind], loaded);
    const all = [page('mainstay'), page('banner'), page('account'), page('cancel'), page('both')] as const;
    const [mainstay, banner, account, cancel, both] = await Promise.all(all);
    return { mainstay, banner, account, cancel, both, remind };
  };
  const { trial } = settings;
  const head = (await bundled('elements/head-snippet.ts', forBrowser)).trim();
  const [style, bannerStyle, accountStyle, print, offers, ...inLanguages] = await Promise.all([
    styled('mainstay').then((text) => publish('mainstay.css', text)),
    styled('banner').then((text) => publish('banner.css', text)),
    styled('account').then((text) => publish('account.css', text)),
    bundled('elements/print.ts', { platform: 'neutral', target: 'es2022', format: 'esm' }).then((text) =>
      publish('print.mjs', text),
    ),
    publish('offers.json', JSON.stringify(offersOf(settings.offer))),
    ...languages.map(async (language) => [language, await scripts(language)] as const),
  ]);
  const printTypes = await readFile(join(web, 'types', 'print.d.mts'), 'utf8');
  await writeFile(join(outDir, print.file.replace(/\.mjs$/, '.d.mts')), printTypes);
  const manifest: Manifest = {
    head: { ...(await publish('head.js', head)), text: head, policy: `'sha256-${digest('sha256', head)}'` },
    // The account's holds the box's too.
    styles: { mainstay: style, banner: bannerStyle, account: accountStyle, cancel: accountStyle, both: accountStyle },
    print,
    types: await publish('mainstay.d.ts', elementTypes()),
    customElements: await publish('custom-elements.json', JSON.stringify(customElementsManifest(), null, 2)),
    trial: {
      script: await publish('trial.js', await bundled('elements/trial-bundle.ts', forBrowser)),
      texts: trial === null ? null : Object.fromEntries(languages.map((each) => [each, trialText(trial, each)])),
    },
    offers,
    scripts: Object.fromEntries(inLanguages),
  };
  await writeFile(join(outDir, 'manifest.json'), JSON.stringify(manifest, null, 2));
  return manifest;
}

const forBrowser: BuildOptions = { platform: 'browser', target: oldestBrowsers, format: 'iife' };

const styled = async (name: string): Promise<string> =>
  weighStyles(await bundled(`style/${name}-bundle.css`, forBrowser));

async function bundled(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles = [] } = await build({
    entryPoints: [join(web, entry)],
    bundle: true,
    minify: true,
    write: false,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    ...options,
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`nothing came of ${entry}`);
  return output.text;
}

const digest = (algorithm: string, text: string): string => createHash(algorithm).update(text).digest('base64');
/** Ten characters: enough that two versions of one file never share a name. */
const contentHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 10);
