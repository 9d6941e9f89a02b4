// Stripe's form encoding: `a[b]=1`, `a[0][b]=1`, `a[]=1`. The result holds texts, lists and hashes without a prototype, so
// a key named `__proto__` is a key like any other and ends as an unknown parameter.
import { refuse } from '../world/refusal.ts';

export type Form = string | readonly Form[] | FormHash;
export interface FormHash {
  readonly [key: string]: Form;
}
type Growing = Map<string, Growing | string>;

// Stripe's own requests nest five deep; what is deeper is not a request of ours.
const deepest = 10;

export function parseForm(text: string): FormHash {
  const root: Growing = new Map();
  for (const [key, value] of new URLSearchParams(text)) insert(root, pathOf(key), value);
  return hashOf(root);
}

function pathOf(key: string): string[] {
  const open = key.indexOf('[');
  if (open === -1) return [key];
  const inner = [...key.slice(open).matchAll(/\[([^[\]]*)\]/g)];
  const path = [key.slice(0, open), ...inner.map(([, name = '']) => name)];
  const printed = path[0] + inner.map(([bracketed]) => bracketed).join('');
  if (open === 0 || printed !== key || path.length > deepest) refuse('Invalid request: malformed parameter name.');
  return path;
}

function insert(root: Growing, path: readonly string[], value: string): void {
  let here = root;
  path.forEach((name, depth) => {
    const key = name === '' ? String(here.size) : name;
    const there = here.get(key);
    if (depth === path.length - 1) {
      if (there instanceof Map) refuse(`Invalid hash: ${path[0]}`, { param: path[0] ?? '' });
      here.set(key, value);
      return;
    }
    if (typeof there === 'string') refuse(`Invalid hash: ${path[0]}`, { param: path[0] ?? '' });
    const next: Growing = there instanceof Map ? there : new Map();
    here.set(key, next);
    here = next;
  });
}

function formOf(growing: Growing | string): Form {
  if (typeof growing === 'string') return growing;
  const isList = [...growing.keys()].every((key, index) => key === String(index));
  return isList && growing.size > 0 ? [...growing.values()].map(formOf) : hashOf(growing);
}

function hashOf(growing: Growing): FormHash {
  const hash: Record<string, Form> = Object.create(null);
  for (const [key, value] of growing) hash[key] = formOf(value);
  return hash;
}
