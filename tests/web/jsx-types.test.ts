// The published types, through the compiler as a web team's project has it: in classic JSX, and in React 19 by the lines of docs/web.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { elementTypes } from '../../web/publish/described-elements.ts';

/** A project of these files beside ours, whose packages it finds. Its complaints, one a line. */
function compiled(files: Readonly<Record<string, string>>, jsx: ts.JsxEmit): string[] {
  const root = process.cwd();
  const own = new Map(Object.entries(files).map(([name, text]) => [join(root, name), text]));
  const options: ts.CompilerOptions = {
    ...{ jsx, strict: true, noEmit: true, skipLibCheck: true, types: [] },
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => own.has(name) || fileExists(name);
  host.readFile = (name) => own.get(name) ?? readFile(name);
  host.getSourceFile = (name, version, ...more) => {
    const text = own.get(name);
    return text === undefined ? getSourceFile(name, version, ...more) : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...own.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ code, messageText }) => `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
}

const page = (attributes: string): string => `
  export const page = <mainstay-contribute ${attributes} data-mainstay-show="ask" class="wide" />;
  export const more = <div><mainstay-banner closable placement="top" rest-days={30}>Please.</mainstay-banner></div>;
  document.addEventListener('mainstay:decided', ({ detail }) => { const shown: boolean = detail.show; void shown; });
  document.body.addEventListener('mainstay:continued', ({ detail }) => { const nothing: null = detail; void nothing; });`;
const types = { 'mainstay.d.ts': elementTypes() };
const classic = `declare namespace JSX { interface IntrinsicElements { div: { children?: unknown } } interface Element {} }`;
const [, ofReact = ''] =
  /React 19 has its JSX in its own module:\s+```ts\n([\s\S]*?)```/.exec(readFileSync('docs/web.md', 'utf8')) ?? [];

describe.each([
  ['classic JSX', { ...types, 'classic.d.ts': classic }, ts.JsxEmit.Preserve],
  ['React 19', { ...types, 'ours.ts': `import 'react';\n${ofReact}` }, ts.JsxEmit.ReactJSX],
])('in %s', (_name, project, jsx) => {
  test('a page with the elements and their events compiles', () =>
    expect(
      compiled({ ...project, 'page.tsx': page('frequency="monthly" reminders always return-url="/a"') }, jsx),
    ).toEqual([]));
  test.each([
    ['an attribute that no element has', 'monthly', 'TS2322'],
    ['a value that no element takes', 'frequency="weekly"', 'TS2322'],
    ['a switch with a text', 'reminders="yes"', 'TS2322'],
  ])('%s is a complaint', (_what, attributes, code) => {
    const complaints = compiled({ ...project, 'page.tsx': page(attributes) }, jsx);
    expect(complaints.map((each) => each.split(' ')[0])).toEqual([code]);
  });
});
