// Escaping: markup in a text stays text, and only one file of the product knows how.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { escapeHtml } from '../../shared/core/escape-html.ts';

test('markup becomes text, between tags and inside double quotes', () =>
  expect(escapeHtml('<a href="x">&amp;</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;amp;&lt;/a&gt;'));
test('other text stays as it is', () => expect(escapeHtml('Žurnāls’ 100 %')).toBe('Žurnāls’ 100 %'));

test('functions, shared and web escape in this one file', () => {
  const files = ['functions', 'shared', 'web'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const escaping = files.filter((file) => file.endsWith('.ts') && readFileSync(file, 'utf8').includes('&quot;'));
  expect(escaping).toEqual(['shared/core/escape-html.ts']);
});
