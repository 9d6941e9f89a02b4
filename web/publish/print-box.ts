#!/usr/bin/env node
// `npm run print-box`: a contribution box, or the notes of the way back, as HTML for a page that no JavaScript prints: a
// static site, a WordPress block. It uses the published files alone, so run `npm run build` before it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import type * as printing from '../elements/print.ts';
import { readManifest } from './manifest.ts';
import { readOffers } from './offers.ts';

const folder = join(import.meta.dirname, '..', '..', 'dist', 'web');

export async function printedBox(args: readonly string[]): Promise<string> {
  const { values } = parseArgs({ args: [...args], options });
  const { lang, currency, source, campaign, always, reminders } = values;
  const returnUrl = values.notes ? '' : values['return-url'];
  if (returnUrl === undefined) throw new Error('--return-url says where the reader comes back to, like /articles/a');
  const { print, offers } = readManifest(folder);
  const { printBox, printNotes }: typeof printing = await import(pathToFileURL(join(folder, print.file)).href);
  if (values.notes) return printNotes({ lang });
  const methods = values.methods?.split(',').map((each) => each.trim());
  const box = { lang, currency, source, campaign, always, returnUrl, methods, reminders };
  return printBox(readOffers(join(folder, offers.file)), box);
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  'return-url': text,
  currency: text,
  source: text,
  campaign: text,
  methods: text,
  lang: { type: 'string', default: 'en' },
  always: flag,
  notes: flag,
  reminders: flag,
} as const;

if (import.meta.main) process.stdout.write(`${await printedBox(process.argv.slice(2))}\n`);
