// JSON Schema made from the types of the installed `stripe` package: exactly the pinned API version, at test time, with
// nothing generated to keep. Enums are closed and unknown keys forbidden, because the sandbox should only say known things.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export interface Schema {
  $ref?: string;
  type?: string;
  enum?: string[];
  const?: string | number | boolean;
  pattern?: string;
  not?: Schema;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | false;
}

export interface StripeSchemas {
  readonly $id: string;
  readonly definitions: Record<string, Schema>;
}

/** `responses` takes every type that is not a request; each root is found under `ROOT_<name>`. */
export function stripeSchemas(kind: 'responses' | 'requests'): StripeSchemas {
  const path = fileURLToPath(new URL('./stripe-types.ts', import.meta.url));
  const program = ts.createProgram([path], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  });
  const source = program.getSourceFile(path);
  if (source === undefined) throw new Error('stripe-types.ts is not there');
  const convert = converter(program.getTypeChecker(), source);
  const roots: [string, Schema][] = [];
  source.forEachChild((node) => {
    if (!ts.isTypeAliasDeclaration(node) || node.name.text.endsWith('Params') !== (kind === 'requests')) return;
    roots.push([`ROOT_${node.name.text}`, convert.type(program.getTypeChecker().getTypeAtLocation(node.name))]);
  });
  return { $id: `stripe-${kind}`, definitions: { ...convert.definitions, ...Object.fromEntries(roots) } };
}

const { TypeFlags } = ts;

function converter(checker: ts.TypeChecker, source: ts.SourceFile) {
  const definitions: Record<string, Schema> = {};
  const names = new Map<ts.Type, string>();

  const type = (given: ts.Type): Schema => {
    const plain = plainSchema(given);
    if (plain !== undefined) return plain;
    if (given.isUnion()) return union(given.types);
    // The mark of an open enum, `string & {}`.
    if (given.isIntersection()) return { type: 'string' };
    if (checker.isArrayType(given)) return { type: 'array', items: argument(given) };
    const name = nameOf(checker, given);
    if (/(^|[.:])Decimal$/.test(name)) return { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' };
    if (name.endsWith('ApiList')) return listOf(argument(given));
    const index = checker.getIndexTypeOfType(given, ts.IndexKind.String);
    if (index !== undefined && checker.getPropertiesOfType(given).length === 0)
      return { type: 'object', additionalProperties: type(index) };
    return { $ref: `#/definitions/${names.get(given) ?? define(given, name)}` };
  };

  // A type reference carries its arguments; the checker asks for exactly that kind of type.
  const argument = (given: ts.Type): Schema => {
    const [first] = isReference(given) ? checker.getTypeArguments(given) : [];
    return first === undefined ? {} : type(first);
  };

  const union = (members: readonly ts.Type[]): Schema => {
    const parts = members.filter((part) => !(part.flags & (TypeFlags.Undefined | TypeFlags.Void)));
    const literals = parts.filter((part) => part.isStringLiteral());
    const isOpen = parts.some((part) => part.isIntersection());
    const out: Schema[] = [];
    if (literals.length > 0) out.push({ type: 'string', enum: literals.map(({ value }) => value) });
    else if (isOpen) out.push({ type: 'string' });
    const rest = parts.filter((part) => !part.isStringLiteral() && !part.isIntersection());
    const booleans = rest.filter((part) => part.flags & TypeFlags.BooleanLiteral);
    if (booleans.length === 2) out.push({ type: 'boolean' });
    else out.push(...booleans.map(type));
    const others = rest.filter((part) => !(part.flags & TypeFlags.BooleanLiteral));
    const isReferable = others.some((part) => part.flags & TypeFlags.String);
    for (const part of others) {
      // `string | Customer`: an expanded object is checked by whoever walks the answer, against its own root.
      if (isReferable && isResource(part)) out.push({ type: 'object', required: ['id'] });
      else out.push(type(part));
    }
    const [only] = out;
    if (only === undefined) return { not: {} };
    return out.length === 1 ? only : { anyOf: out };
  };

  const isResource = (part: ts.Type): boolean => {
    const tag = part.getProperty('object');
    if (tag === undefined || part.getProperty('id') === undefined) return false;
    return checker.getTypeOfSymbolAtLocation(tag, source).isStringLiteral();
  };

  const define = (given: ts.Type, name: string): string => {
    let key = name.replace(/[^\w.]/g, '_');
    while (key in definitions) key += '_';
    names.set(given, key);
    const schema: Schema = { type: 'object', additionalProperties: false };
    definitions[key] = schema;
    const properties = checker.getPropertiesOfType(given).filter((property) => property.name !== 'lastResponse');
    schema.properties = Object.fromEntries(
      properties.map((property) => [property.name, type(checker.getTypeOfSymbolAtLocation(property, source))]),
    );
    schema.required = properties
      .filter((property) => !(property.flags & ts.SymbolFlags.Optional))
      .map((property) => property.name);
    return key;
  };

  return { type, definitions };
}

function plainSchema(type: ts.Type): Schema | undefined {
  if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return {};
  if (type.flags & TypeFlags.Null) return { type: 'null' };
  if (type.flags & (TypeFlags.Undefined | TypeFlags.Void | TypeFlags.Never)) return { not: {} };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & TypeFlags.BooleanLiteral) return { const: 'intrinsicName' in type && type.intrinsicName === 'true' };
  if (type.flags & TypeFlags.String) return { type: 'string' };
  if (type.flags & TypeFlags.Number) return { type: 'number' };
  return type.flags & TypeFlags.Boolean ? { type: 'boolean' } : undefined;
}

const listOf = (items: Schema): Schema => ({
  type: 'object',
  required: ['object', 'data', 'has_more', 'url'],
  additionalProperties: false,
  properties: {
    object: { const: 'list' },
    has_more: { type: 'boolean' },
    url: { type: 'string' },
    data: { type: 'array', items },
  },
});

const isReference = (type: ts.Type): type is ts.TypeReference => 'target' in type;

function nameOf(checker: ts.TypeChecker, type: ts.Type): string {
  const symbol = type.aliasSymbol ?? type.symbol;
  return checker
    .getFullyQualifiedName(symbol)
    .replace(/^"[^"]*\/resources\/([^"]+)"\./, (_, file: string) => {
      return `${file.replaceAll('/', '.').replace(/\.(d\.ts|js)$/, '')}:`;
    })
    .replace(/^"[^"]*"\./, '');
}
