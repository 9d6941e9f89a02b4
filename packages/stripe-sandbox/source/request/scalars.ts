// The leaves of a request: texts, whole numbers, flags, choices, metadata, ranges, lists to expand. Everything arrives as
// text; what cannot be read is refused as Stripe refuses it.
import { refuse } from '../world/refusal.ts';
import { either, hash, hashIn, list, type Spec, textIn } from './spec.ts';

export function text(atMost = 5000): Spec<string> {
  return {
    shape: { kind: 'text' },
    read(form, path) {
      const value = textIn(form, path);
      if (value.length <= atMost) return value;
      return refuse(`Invalid string: must be at most ${atMost} characters`, {
        code: 'parameter_invalid_string',
        param: path,
      });
    },
  };
}

export function whole(least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): Spec<number> {
  return {
    shape: { kind: 'whole' },
    read(form, path) {
      const value = textIn(form, path);
      const number = Number(value);
      if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) return notWhole(`Invalid integer: ${value}`, path);
      if (number < least) return notWhole(`This value must be greater than or equal to ${least}.`, path);
      return number <= most ? number : notWhole(`This value must be less than or equal to ${most}.`, path);
    },
  };
}

export const decimal: Spec<string> = {
  shape: { kind: 'decimal' },
  read(form, path) {
    const value = textIn(form, path);
    return /^-?\d+(\.\d{1,12})?$/.test(value) ? value : refuse(`Invalid decimal: ${value}`, { param: path });
  },
};

export const flag: Spec<boolean> = {
  shape: { kind: 'flag' },
  read(form, path) {
    if (form === 'true') return true;
    return form === 'false' ? false : refuse(`Invalid boolean: ${textIn(form, path)}`, { param: path });
  },
};

export function choice<const T extends string>(of: readonly T[]): Spec<T> {
  return {
    shape: { kind: 'choice', of },
    read(form, path) {
      const value = textIn(form, path);
      const found = of.find((one) => one === value);
      return found ?? refuse(`Invalid ${path}: must be one of ${of.join(', ')}`, { param: path });
    },
  };
}

/** New metadata; null clears all of it, and a name with an empty text clears that name. */
export type MetadataChange = Readonly<Record<string, string>> | null;

export const metadata: Spec<MetadataChange> = {
  shape: { kind: 'metadata' },
  read(form, path) {
    if (form === '') return null;
    const entries = Object.entries(hashIn(form, path));
    if (entries.length > 50) refuse('Metadata can have up to 50 keys.', { param: path });
    return Object.fromEntries(entries.map(([name, value]) => [name, metadataText(name, value, `${path}[${name}]`)]));
  },
};

function metadataText(name: string, value: unknown, path: string): string {
  if (typeof value !== 'string') return refuse('Metadata values must be strings.', { param: path });
  if (name.length > 40) return refuse('Metadata keys can have up to 40 characters.', { param: path });
  return value.length <= 500 ? value : refuse('Metadata values can have up to 500 characters.', { param: path });
}

export function mergeMetadata(old: Readonly<Record<string, string>>, more: MetadataChange | undefined) {
  if (more === undefined) return old;
  if (more === null) return {};
  return Object.fromEntries(Object.entries({ ...old, ...more }).filter(([, value]) => value !== ''));
}

const bounds = hash({ gt: whole(), gte: whole(), lt: whole(), lte: whole() });
export const range = either(whole(), bounds, (form) => typeof form === 'string');
export type Range = ReturnType<typeof range.read>;

export function within(value: number, wanted: Range | undefined): boolean {
  if (wanted === undefined) return true;
  if (typeof wanted === 'number') return value === wanted;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = wanted;
  return value > gt && value >= gte && value < lt && value <= lte;
}

export const expandable = { expand: list(text(), 20) };
export const pageable = {
  ...expandable,
  limit: whole(1, 100),
  starting_after: text(),
  ending_before: text(),
};

function notWhole(message: string, param: string): never {
  return refuse(message, { code: 'parameter_invalid_integer', param });
}
