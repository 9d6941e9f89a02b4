// What a request may carry, as a value: each spec reads a form-encoded value or refuses it with Stripe's own code, and
// shows its shape, so that a test can compare it with the SDK's request types. Hashes are closed: what is not named is
// refused as unknown, as Stripe does.
import { refuse, unsimulated } from '../world/refusal.ts';
import type { Form, FormHash } from './form.ts';

export type Shape =
  | { readonly kind: 'text' | 'whole' | 'flag' | 'decimal' | 'metadata' | 'unsimulated' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'emptyable' | 'list'; readonly of: Shape }
  | { readonly kind: 'either'; readonly of: readonly Shape[] }
  | { readonly kind: 'hash'; readonly fields: Readonly<Record<string, Shape>>; readonly required: readonly string[] };

export interface Spec<T> {
  readonly shape: Shape;
  read(form: Form, path: string): T;
}

export interface Required<T> extends Spec<T> {
  readonly required: true;
}

type Value<S> = S extends Spec<infer T> ? T : never;
type RequiredKeys<F> = { [K in keyof F]: F[K] extends { required: true } ? K : never }[keyof F];
type Fields = Readonly<Record<string, Spec<unknown>>>;
export type Read<F> = { readonly [K in RequiredKeys<F>]: Value<F[K]> } & {
  readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: Value<F[K]>;
};
/** What a spec yields when it has read a request. */
export type Parameters<S> = Value<S>;

export const required = <T>(spec: Spec<T>): Required<T> => ({ ...spec, required: true });

export function hash<F extends Fields>(fields: F): Spec<Read<F>> {
  const specs = Object.entries(fields);
  const needed = specs.filter(([, spec]) => 'required' in spec).map(([name]) => name);
  return {
    shape: {
      kind: 'hash',
      fields: Object.fromEntries(specs.map(([name, spec]) => [name, spec.shape])),
      required: needed,
    },
    read(form, path) {
      const given = hashIn(form, path);
      for (const name of needed) if (!(name in given)) lacks(inside(path, name));
      const found: [string, unknown][] = [];
      for (const [name, value] of Object.entries(given)) {
        const spec = Object.hasOwn(fields, name) ? fields[name] : undefined;
        if (spec === undefined) unknown(inside(path, name), name);
        else found.push([name, spec.read(value, inside(path, name))]);
      }
      // The one place where a type is claimed rather than shown: every key was read by the spec of that key.
      return Object.fromEntries(found) as Read<F>;
    },
  };
}

export function list<T>(item: Spec<T>, atMost = 100): Spec<readonly T[]> {
  return {
    shape: { kind: 'list', of: item.shape },
    read(form, path) {
      if (!isList(form)) return refuse('Invalid array', { param: path });
      if (form.length > atMost) return refuse(`Array must contain at most ${atMost} elements`, { param: path });
      return form.map((value, index) => item.read(value, `${path}[${index}]`));
    },
  };
}

/** `''` clears what is there, and is read as null. */
export function emptyable<T>(spec: Spec<T>): Spec<T | null> {
  return {
    shape: { kind: 'emptyable', of: spec.shape },
    read: (form, path) => (form === '' ? null : spec.read(form, path)),
  };
}

export function either<A, B>(one: Spec<A>, other: Spec<B>, isOne: (form: Form) => boolean): Spec<A | B> {
  return {
    shape: { kind: 'either', of: [one.shape, other.shape] },
    read: (form, path) => (isOne(form) ? one.read(form, path) : other.read(form, path)),
  };
}

/** A parameter Stripe knows and the sandbox does not imagine: refused with a sentence, never ignored. */
export const notSimulated: Spec<never> = {
  shape: { kind: 'unsimulated' },
  read: (_form, path) => unsimulated(`the parameter ${path}`, path),
};

export function textIn(form: Form, path: string): string {
  if (typeof form !== 'string') return refuse('Invalid string', { param: path });
  if (form !== '') return form;
  return refuse(
    `You passed an empty string for '${path}'. We assume empty values are an attempt to unset a parameter; however '${path}' cannot be unset.`,
    { code: 'parameter_invalid_empty', param: path },
  );
}

export function hashIn(form: Form, path: string): FormHash {
  if (typeof form === 'string' || isList(form)) return refuse('Invalid object', { param: path });
  return form;
}

const isList = (form: Form): form is readonly Form[] => Array.isArray(form);
const inside = (path: string, name: string): string => (path === '' ? name : `${path}[${name}]`);
const lacks = (param: string): never =>
  refuse(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

function unknown(param: string, name: string): never {
  // Endive's own code for the parameter that every older example still sends.
  if (name === 'payment_method_types')
    refuse(
      'payment_method_types is no longer supported. Use allowed_payment_method_types or dynamic payment methods.',
      {
        code: 'payment_method_types_no_longer_supported',
        param,
      },
    );
  return refuse(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
}
