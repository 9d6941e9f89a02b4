// Puts a language's strings in the place of the English ones while a bundle is made: that is all that differs between the
// bundles of two languages.
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export const inLanguage = (language: string): Plugin => ({
  name: 'in-language',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/strings\/en\/[a-z]+\.json$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace('/strings/en/', `/strings/${language}/`)),
    })),
});
