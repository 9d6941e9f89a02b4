// Gives every selector of a minified style sheet more weight, so that a site's own rules for `button` or `[type=submit]`
// lose against ours, wherever they are loaded. `:not(._)` weighs one class and excludes nothing. The order among our own
// rules stays, because each gets the same; one that names no class or
// attribute gets it twice. So each weighs two classes, save that `:where()` weighs nothing.
const weight = ':not(._)';

export function weighStyles(css: string): string {
  let written = '';
  let at = 0;
  for (let brace = css.indexOf('{', at); brace !== -1; brace = css.indexOf('{', at)) {
    const [closed = '', prelude = ''] = /^([\s}]*)([\s\S]*)$/.exec(css.slice(at, brace))?.slice(1) ?? [];
    const isNested = /^@(?:media|supports)/.test(prelude);
    const end = isNested ? brace + 1 : endOfBlock(css, brace);
    const head = prelude.startsWith('@') ? prelude : selectorsOf(prelude).map(weighed).join(',');
    written += closed + head + css.slice(brace, end);
    at = end;
  }
  return written + css.slice(at);
}

/** Behind the type that a selector may begin with. */
function weighed(selector: string): string {
  const [type = ''] = /^(?:\*|[a-z][a-z0-9-]*)?/i.exec(selector) ?? [];
  const more = /[.[]/.test(selector.replaceAll(/:where\([^)]*\)/g, '')) ? weight : weight + weight;
  return type + more + selector.slice(type.length);
}

/** Commas between parentheses or brackets part no selectors. */
function selectorsOf(prelude: string): string[] {
  const found = [''];
  let depth = 0;
  for (const character of prelude) {
    if (character === '(' || character === '[') depth += 1;
    if (character === ')' || character === ']') depth -= 1;
    if (character === ',' && depth === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}

function endOfBlock(css: string, brace: number): number {
  let depth = 0;
  for (let at = brace; at < css.length; at += 1) {
    if (css[at] === '{') depth += 1;
    if (css[at] === '}') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return css.length;
}
