// The edge function before pages that lie in a bucket: the deployed text in the engine of CloudFront, path by path.
import { expect, test } from 'vitest';
import { folderFunctionCode } from '../../../web/edge/folder-function.ts';
import { largestFunction } from '../../../web/edge/pass-function.ts';
import { refusedSyntax } from '../../support/edge-syntax.ts';
import { askNjs, isNjsMissing } from '../../support/njs.ts';

test.skipIf(isNjsMissing)('a folder is its index.html, and a file is itself', () => {
  const paths: readonly (readonly [requests: string, file: string])[] = [
    ['/', '/index.html'],
    ['/story/', '/story/index.html'],
    ['/story', '/story/index.html'],
    ['/2026/a-story', '/2026/a-story/index.html'],
    ['/style.css', '/style.css'],
    ['/v1.2/notes', '/v1.2/notes/index.html'],
    ['/feed.xml', '/feed.xml'],
  ];
  const requests = paths.map(([uri]) => `handler({ request: { uri: ${JSON.stringify(uri)} } }).uri`);
  const printed = askNjs(`${folderFunctionCode()}\nconsole.log(JSON.stringify([${requests.join()}]));`);
  expect(JSON.parse(printed)).toEqual(paths.map(([, file]) => file));
});

test('its text is small, without a comment, and all known to runtime 2.0', () => {
  const code = folderFunctionCode();
  expect(refusedSyntax(code)).toEqual([]);
  expect(code).not.toMatch(/\/\/|biome/);
  expect(Buffer.byteLength(code)).toBeLessThan(largestFunction);
});
