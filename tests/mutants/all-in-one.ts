// One text of a source file that holds all of its faults, each behind `mutating(id)`: loaded once, any of them can be made true
// while the tests run. What a fault changes when the file is loaded cannot be seen so.
import ts from 'typescript';
import { isOutside, parsed, type RuledMutant } from './mutation-operators.ts';

export interface Numbered extends RuledMutant {
  readonly id: number;
}

export function allInOne(file: string, source: string, mutants: readonly Numbered[]): string {
  const root = parsed(file, source);
  const byRange = Map.groupBy(mutants, ({ from, to }) => `${from}-${to}`);
  const render = (node: ts.Node): string => {
    if (isOutside(node)) return node.getText(root);
    const range = `${node.getStart(root)}-${node.getEnd()}`;
    const own = byRange.get(range) ?? [];
    byRange.delete(range);
    return own.reduceRight(behind, spliced(node));
  };
  const spliced = (node: ts.Node): string => {
    let [text, at] = ['', node.getStart(root)];
    ts.forEachChild(node, (child) => {
      text += source.slice(at, child.getStart(root)) + render(child);
      at = child.getEnd();
    });
    return text + source.slice(at, node.getEnd());
  };
  return source.slice(0, root.getStart(root)) + spliced(root);
}

const behind = (text: string, { id, by, isStatement }: Numbered): string =>
  isStatement ? `{ if (mutating(${id})) {} else ${text} }` : `(mutating(${id}) ? (${by}) : ${text})`;
