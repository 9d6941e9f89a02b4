// A piece of a page as plain values, written once and drawn two ways: as text, into the newsroom's static pages, and as
// nodes, in the browser. Both are the same markup, so an element that wakes up moves nothing. Text is only ever text:
// there is no way to hand in HTML, and no innerHTML for a strict policy to refuse.
import { escapeHtml } from '../../shared/core/escape-html.ts';

export interface Branch {
  readonly tag: string;
  /** `true` is an attribute without a value; `undefined` and `false` are none. */
  readonly attributes: Attributes;
  readonly children: readonly Tree[];
}
export type Tree = Branch | string;
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export const tree = (tag: string, attributes: Attributes = {}, ...children: readonly Tree[]): Branch => ({
  tag,
  attributes,
  children,
});

export function toHtml(piece: Tree): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  const attributes = written(piece).map(([name, value]) =>
    value === '' ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`,
  );
  const opening = `<${piece.tag}${attributes.join('')}>`;
  return piece.tag === 'input' ? opening : `${opening}${piece.children.map(toHtml).join('')}</${piece.tag}>`;
}

export function toNode(piece: Tree): Node {
  if (typeof piece === 'string') return document.createTextNode(piece);
  const element = document.createElement(piece.tag);
  for (const [name, value] of written(piece)) element.setAttribute(name, value);
  element.append(...piece.children.map(toNode));
  return element;
}

function written({ attributes }: Branch): [name: string, value: string][] {
  return Object.entries(attributes).flatMap(([name, value]): [string, string][] =>
    value === undefined || value === false ? [] : [[name, value === true ? '' : String(value)]],
  );
}
