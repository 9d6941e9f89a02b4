// What is published, and how it is found: the manifest beside the files. A site's templates read it to
// name the right files with their integrity hashes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { localeOf } from '../elements/strings.ts';

export const languages = ['en', 'ru', 'uk', 'de', 'fr', 'es'] as const;
/**
 * `mainstay` for pages with a box, `banner` for those that only have a banner, `account` for the supporter's page, `cancel` for the
 * page that e-mails about reminders lead to, `both` for one that
 * also has a box.
 */
export type Kind = 'mainstay' | 'banner' | 'account' | 'cancel' | 'both';

const published = z.object({
  file: z.string(),
  /** For the `integrity` attribute. */
  integrity: z.string(),
  /** Bytes a reader loads. */
  gzipped: z.int(),
});
export type PublishedFile = z.infer<typeof published>;
const kinds = z.object({
  mainstay: published,
  banner: published,
  account: published,
  cancel: published,
  both: published,
});
const manifest = z.object({
  /** `text` stands inline in the page's head, and `policy` in its `script-src`. */
  head: z.extend(published, { text: z.string(), policy: z.string() }),
  styles: kinds,
  /** An ES module for the newsroom's side: `printBox`, `printNotes`, `printProgress`, `printBanner`, `printCancel`, `printAmount`. */
  print: published,
  /** Its types lie beside it, under its own name; these are of the elements, for JSX and for events. */
  types: published,
  /** For editors: every element with its attributes and events. */
  customElements: published,
  /** For pages with a trial of asks: the script before all others, and the JSON of each language; null compares nothing. */
  trial: z.object({ script: published, texts: z.nullable(z.record(z.string(), z.string())) }),
  /** What may be given, one entry a currency, as `printBox` takes it. */
  offers: published,
  /** `remind` is loaded by the script of a page with a box, when a reader wants to be reminded. */
  scripts: z.record(z.string(), z.extend(kinds, { remind: published })),
});
export type Manifest = z.infer<typeof manifest>;

export const readManifest = (folder: string): Manifest =>
  manifest.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));

/** The script of a page in that language; English where there is none. */
export function scriptFor({ scripts }: Manifest, kind: Kind, lang: string): PublishedFile {
  const found = scripts[localeOf(lang).split('-')[0] ?? ''] ?? scripts['en'];
  if (found === undefined) throw new Error('the manifest knows no script');
  return found[kind];
}
