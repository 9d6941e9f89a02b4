// The style sheets of sites: what a page of theirs would load, from their own packages, or as tests/browser/site-files says.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import postcss from 'postcss';
import tailwind3 from 'tailwind3';
import { compile } from 'tailwind4';

const { resolve } = createRequire(import.meta.url);
const packed = (file: string): string => readFileSync(resolve(file), 'utf8');

/** A file beside the browser tests, whose README names its source and licence. */
export const siteFile = (name: string): string =>
  gunzipSync(readFileSync(new URL(`../browser/site-files/${name}.gz`, import.meta.url))).toString('utf8');

/** Its preflight, and the utilities that our pages would make it write. */
async function inTailwind3(): Promise<string> {
  const config = { content: [{ raw: '<main class="mx-auto p-4"></main>' }] };
  const written = await postcss([tailwind3(config)]).process('@tailwind base; @tailwind utilities;', {
    from: undefined,
  });
  return written.css;
}
async function inTailwind4(): Promise<string> {
  const loadStylesheet = async (id: string, base: string) => {
    const path = resolve(id === 'tailwindcss' ? 'tailwind4/index.css' : id.replace(/^\./, 'tailwind4'));
    return { path, base, content: readFileSync(path, 'utf8') };
  };
  return (await compile('@import "tailwindcss";', { base: '/', loadStylesheet })).build(['mx-auto', 'p-4']);
}

/** What sites write themselves, with the same specificity. */
const written = `
  button, [type='submit'] { background: #fff; color: #fff; text-transform: uppercase; width: auto; float: left }
  .content button, .content input, .content select { margin: 10px; padding: 20px; border-radius: 0; background: #eee }
  .content p, .content ul, .content li { margin: 0 0 2em; list-style: square; line-height: 2.2 }
  .content label { display: inline-block; font-weight: bold; width: 50% }
  .content fieldset { border: 2px groove; padding: 1em; margin: 1em } .content legend { float: left; font-size: 2em }
  .content a { color: #ff0; box-shadow: inset 0 -2px } .content summary::after { content: 'v' }
  body { letter-spacing: .1em; text-align: justify; font-style: italic }`;

export const siteStyles: Readonly<Record<string, () => Promise<string>>> = {
  'Tailwind 3.4.1': inTailwind3,
  'Tailwind 4': inTailwind4,
  'Bootstrap 5': async () => packed('bootstrap/dist/css/bootstrap.css'),
  Pico: async () => packed('@picocss/pico/css/pico.css'),
  'Pico without classes': async () => packed('@picocss/pico/css/pico.classless.css'),
  'Twenty Twenty-One': async () => siteFile('twentytwentyone.css'),
  'Twenty Twenty-Two': async () => siteFile('twentytwentytwo.css'),
  'Twenty Twenty-Three': async () => siteFile('twentytwentythree.css'),
  'Twenty Twenty-Four': async () => siteFile('twentytwentyfour.css'),
  'a theme of one’s own': async () => written,
};
