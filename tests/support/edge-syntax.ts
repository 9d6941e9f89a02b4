// Which syntax CloudFront's runtime 2.0 refuses, by AWS's list of its JavaScript features. It reads the text as
// a tree, because a refused feature may be in a branch that no test runs. CreateFunction accepts such a text, and then every
// page answers 503.
import ts from 'typescript';

/** Of ES 6 and later the runtime supports `const`, `let`, arrows, templates, rest, `**` and `await`; none of these. */
const refusedKinds: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.ObjectBindingPattern, 'destructuring'],
  [ts.SyntaxKind.ArrayBindingPattern, 'destructuring'],
  [ts.SyntaxKind.SpreadElement, 'spread'],
  [ts.SyntaxKind.SpreadAssignment, 'spread'],
  [ts.SyntaxKind.QuestionDotToken, 'optional chaining'],
  [ts.SyntaxKind.QuestionQuestionToken, '??'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, '??='],
  [ts.SyntaxKind.BarBarEqualsToken, '||='],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, '&&='],
  [ts.SyntaxKind.ClassDeclaration, 'a class'],
  [ts.SyntaxKind.ClassExpression, 'a class'],
  [ts.SyntaxKind.YieldExpression, 'a generator'],
  [ts.SyntaxKind.ForOfStatement, 'for of'],
  [ts.SyntaxKind.WithStatement, 'with'],
  [ts.SyntaxKind.BigIntLiteral, 'a bigint'],
  [ts.SyntaxKind.MetaProperty, 'import.meta'],
  [ts.SyntaxKind.NamedImports, 'an import that is not the default'],
  [ts.SyntaxKind.NamespaceImport, 'an import that is not the default'],
]);
/** The two modules it has. */
const modules: readonly string[] = ['cloudfront', 'crypto'];
/** What a browser or Node has, and this runtime does not have or forbids. */
const absentNames: readonly string[] = [
  ...['fetch', 'setTimeout', 'setInterval', 'setImmediate', 'eval', 'Function', 'require', 'process', 'console'],
  ...['URL', 'URLSearchParams', 'Headers', 'structuredClone', 'WebAssembly', 'Intl', 'XMLHttpRequest', 'BigInt'],
  ...['atob', 'btoa', 'WeakMap', 'WeakSet', 'Map', 'Set', 'Proxy', 'Reflect', 'globalThis', 'window'],
];

/** Each refusal with its line; empty if the runtime accepts the text. */
export function refusedSyntax(code: string): string[] {
  const source = ts.createSourceFile('edge.js', code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push(...refusalsOf(node).map((what) => `${what} in line ${line}`));
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

function refusalsOf(node: ts.Node): string[] {
  const refused = refusedKinds.get(node.kind);
  return [
    ...(refused === undefined ? [] : [refused]),
    ...(ts.isAwaitExpression(node) ? awaitRefusals(node) : []),
    ...(ts.isParameter(node) && node.initializer !== undefined ? ['a default of a parameter'] : []),
    ...(ts.isFunctionLike(node) && 'asteriskToken' in node && node.asteriskToken !== undefined ? ['a generator'] : []),
    ...(ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? ['import()'] : []),
    ...(ts.isImportDeclaration(node) && !isOwnModule(node.moduleSpecifier) ? ['a module that is not there'] : []),
    ...(ts.isIdentifier(node) && absentNames.includes(node.text) && !isMember(node) ? [`the name ${node.text}`] : []),
  ];
}

const isOwnModule = (name: ts.Expression): boolean => ts.isStringLiteral(name) && modules.includes(name.text);
const isMember = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node);

/** "async arguments and closures are not supported": neither inside a call's parentheses nor in a function in a function. */
function awaitRefusals(node: ts.AwaitExpression): string[] {
  const refusals: string[] = [];
  let child: ts.Node = node;
  let isInOwnFunction = true;
  for (let parent = node.parent; parent !== undefined; child = parent, parent = parent.parent) {
    if (isInOwnFunction && isArgumentOf(parent, child)) refusals.push('await in arguments');
    if (!ts.isFunctionLike(parent)) continue;
    if (!isInOwnFunction || !ts.isFunctionDeclaration(parent)) return [...refusals, 'await in a closure'];
    isInOwnFunction = false;
  }
  return isInOwnFunction ? [...refusals, 'await outside of a function'] : refusals;
}

const isArgumentOf = (parent: ts.Node, child: ts.Node): boolean =>
  (ts.isCallExpression(parent) || ts.isNewExpression(parent)) &&
  parent.arguments?.some((argument) => argument === child) === true;
