// What the newsroom uses of Mainstay: the published files, found through their manifest, and nothing else. The module
// that prints boxes is loaded from there too, as a site's own build would do.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as printing from '../../web/elements/print.ts';
import { type Manifest, readManifest } from '../../web/publish/manifest.ts';
import { type PublishedOffer, readOffers } from '../../web/publish/offers.ts';

export interface Published {
  readonly manifest: Manifest;
  readonly print: typeof printing;
  /** The first one has the currency in which the pages are printed. */
  readonly offers: readonly PublishedOffer[];
  readonly files: ReadonlyMap<string, string>;
}

/** `folder` is the one that `buildWeb` wrote. */
export async function openPublished(folder: string): Promise<Published> {
  const manifest = readManifest(folder);
  const print: typeof printing = await import(pathToFileURL(join(folder, manifest.print.file)).href);
  const files = new Map(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  return { manifest, print, offers: readOffers(join(folder, manifest.offers.file)), files };
}
