// Every small fault that a rule can make of a source file: a condition negated, a comparison moved by one, a statement
// left out, nothing returned. Types and imports stay as they are, and so do texts that only people read.
import ts from 'typescript';
import type { Mutant } from './mutant.ts';

export interface RuledMutant extends Mutant {
  /** The rule's name, and what it changed: how a survivor is known again though lines move. */
  readonly rule: string;
  readonly text: string;
  readonly line: number;
  /** It replaces a statement, and not an expression. */
  readonly isStatement: boolean;
}
type Found = readonly [rule: string, node: ts.Node, by: string];

export const parsed = (file: string, source: string): ts.SourceFile =>
  ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);

export function mutantsOf(file: string, source: string): readonly RuledMutant[] {
  const root = parsed(file, source);
  const found: Found[] = [];
  const walk = (node: ts.Node): void => {
    if (isOutside(node)) return;
    found.push(...faultsOf(node));
    ts.forEachChild(node, walk);
  };
  ts.forEachChild(root, walk);
  return found
    .filter(([, node]) => !isWithinChain(node))
    .map(([rule, node, by]) => ({
      ...{ file, rule, by, from: node.getStart(root), to: node.getEnd(), text: node.getText(root) },
      line: root.getLineAndCharacterOfPosition(node.getStart(root)).line + 1,
      isStatement: ts.isStatement(node),
    }));
}

/** What begins `a?.b.c` ends it too where there is no `a`: its pieces cannot be changed alone. */
const isWithinChain = (node: ts.Node): boolean =>
  ts.isOptionalChain(node.parent) && node.parent.expression === node && ts.isOptionalChain(node);

/** Types do nothing when they run, and what a defect says when it throws no test should repeat. */
export const isOutside = (node: ts.Node): boolean =>
  ts.isTypeNode(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Error');

const faultsOf = (node: ts.Node): Found[] => [
  ...conditions(node),
  ...operators(node),
  ...literals(node),
  ...statements(node),
  ...calls(node),
];

function conditions(node: ts.Node): Found[] {
  if (ts.isIfStatement(node)) return [...negated(node.expression), ['never', node.expression, 'false']];
  if (ts.isConditionalExpression(node)) return negated(node.condition);
  if (ts.isWhileStatement(node)) return [['never', node.expression, 'false']];
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [['not', node, node.operand.getText()]];
  return [];
}
const negated = (node: ts.Expression): Found[] => [['negate', node, `!(${node.getText()})`]];

const swaps: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '+=': ['-='],
  '-=': ['+='],
};
function operators(node: ts.Node): Found[] {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken)
    return [['sign', node, node.operand.getText()]];
  if (!ts.isBinaryExpression(node)) return [];
  const { left, operatorToken, right } = node;
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [['no default', node, left.getText()]];
  // What joins texts is no arithmetic.
  if (operatorToken.kind === ts.SyntaxKind.PlusToken && [left, right].some(isText)) return [];
  return (swaps[operatorToken.getText()] ?? []).map((by): Found => {
    const [before, after] = [left, right].map((side) => side.getText());
    return ['swap', node, `${before} ${by} ${after}`];
  });
}
const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

function literals(node: ts.Node): Found[] {
  const { parent } = node;
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [['flip', node, 'false']];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [['flip', node, 'true']];
  const isName =
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node);
  if (ts.isNumericLiteral(node) && !isName) return [['one more', node, `(${node.getText()} + 1)`]];
  if (ts.isStringLiteral(node) && node.text !== '' && !isName && !ts.isLiteralTypeNode(parent))
    return [['another text', node, "'mutated'"]];
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isAssigned(node))
    return [['empty', node, '[]']];
  return [];
}

/** `[a, b] = …` is a pattern. */
const isAssigned = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
  node.parent.left === node;

function statements(node: ts.Node): Found[] {
  if (ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node))
    return [['left out', node, ';']];
  if (ts.isReturnStatement(node) && node.expression !== undefined && !isNothing(node.expression))
    return [['nothing', node.expression, 'undefined']];
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && !isNothing(node.body))
    return [['nothing', node.body, 'undefined']];
  return [];
}
const isNothing = (node: ts.Node): boolean => ['null', 'undefined'].includes(node.getText());

const otherMethods: Readonly<Record<string, string>> = {
  max: 'min',
  min: 'max',
  floor: 'ceil',
  ceil: 'floor',
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  padStart: 'padEnd',
};
/** Without them the list stays as it was. */
const leftOut = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice', 'trim', 'normalize']);
function calls(node: ts.Node): Found[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  if (leftOut.has(name.text)) return [['as it was', node, expression.getText()]];
  const other = Object.hasOwn(otherMethods, name.text) ? otherMethods[name.text] : undefined;
  if (other === undefined) return [];
  const given = node.getText().slice(node.expression.getText().length);
  return [['other method', node, `${expression.getText()}.${other}${given}`]];
}
