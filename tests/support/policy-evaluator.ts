// A small IAM: whether the statements of a role allow one request. It knows the operators that our policies use, as AWS
// documents them, and throws at any other. It never asks the code that made the statements.

/** One statement as IAM writes it, about one resource. */
export interface Statement {
  readonly on: string;
  readonly actions: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
export interface PolicyRequest {
  readonly action: string;
  readonly on: string;
  /** What the service says of the request; a key that it does not send is missing. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export const isAllowed = (statements: readonly Statement[], { action, on, context }: PolicyRequest): boolean =>
  statements.some(
    (each) =>
      each.on === on &&
      each.actions.includes(action) &&
      Object.entries(each.conditions).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => holds(operator, context[key], [wanted].flat())),
      ),
  );

/** Of several wanted values one suffices; of several values in the request `ForAllValues` demands it of each, so none is enough. */
function holds(operator: string, found: readonly string[] | undefined, wanted: readonly string[]): boolean {
  switch (operator) {
    case 'Null':
      return wanted.includes(found === undefined || found.length === 0 ? 'true' : 'false');
    case 'ForAllValues:StringLike':
      return (found ?? []).every((value) => wanted.some((pattern) => isLike(pattern, value)));
    case 'StringEquals':
      return found !== undefined && found.length === 1 && wanted.includes(found[0] ?? '');
    default:
      throw new Error(`this evaluator knows no ${operator}`);
  }
}

/** "*" is any text, "?" any one character. */
function isLike(pattern: string, value: string): boolean {
  const escaped = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(value);
}
