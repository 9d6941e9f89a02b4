// Which tests can see a source file: those that import it, near ones first. Types alone are no way to it.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** Tests of processes, pages and bundles see no fault that vitest loads, and worlds take too long for thousands of faults. */
const unit = 'tests/{core,api,actions,adapters,runtime,web}/**/*.test.ts';
const real = 'tests/contracts/*.test.ts';

export interface RelatedTests {
  /** Stages, nearest first: the tests of the same name or folder, then what imports it, then what comes to it by others. */
  readonly unit: readonly (readonly string[])[];
  /** Only of what a table of Java's must prove. */
  readonly real: readonly string[];
}

/** `path`: a file, or a folder. */
export function relatedTests(path: string, graph = importGraph()): RelatedTests {
  const own = path.replace(/^shared/, 'tests').replace(/\.ts$/, '');
  const steps = (test: string): number | null => distance(graph.imports, test, path);
  const rank = (test: string): number[] => {
    const away = steps(test);
    if (away === null) return [];
    return [
      test.startsWith(`${own}/`) || test.startsWith(`${own}.`) || test.startsWith(`${own}-`) ? 0 : Math.min(away, 3),
    ];
  };
  const ranked = globSync(unit)
    .toSorted()
    .flatMap((file) => rank(file).map((each) => [file, each] as const));
  const stages = [0, 1, 2, 3].map((wanted) => ranked.flatMap(([file, each]) => (each === wanted ? [file] : [])));
  const isOfTable = path.startsWith('shared/adapters/dynamodb');
  return {
    unit: stages.filter((stage) => stage.length > 0),
    real: isOfTable ? globSync(real).filter((file) => steps(file) !== null) : [],
  };
}

interface ImportGraph {
  readonly imports: ReadonlyMap<string, readonly string[]>;
}

export function importGraph(): ImportGraph {
  const files = globSync('{shared,functions,web,tests,packages}/**/*.ts', {
    exclude: (name) => /node_modules|dist/.test(name),
  });
  return { imports: new Map(files.map((file) => [file, importsOf(file)])) };
}

function importsOf(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.flatMap((each) => {
    if (!ts.isImportDeclaration(each) || each.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
    if (!ts.isStringLiteral(each.moduleSpecifier) || !each.moduleSpecifier.text.startsWith('.')) return [];
    const path = normalize(join(dirname(file), each.moduleSpecifier.text));
    return existsSync(path) ? [path] : [];
  });
}

/** How many imports lie between the two; null where none leads there. */
function distance(imports: ImportGraph['imports'], from: string, to: string): number | null {
  let edge = [from];
  const been = new Set(edge);
  for (let steps = 0; edge.length > 0; steps += 1) {
    if (edge.some((each) => each === to || each.startsWith(`${to}/`))) return steps;
    edge = edge.flatMap((each) => imports.get(each) ?? []).filter((each) => !been.has(each));
    edge = [...new Set(edge)];
    for (const each of edge) been.add(each);
  }
  return null;
}
