// Everything the table may hold, and what is wrong with a row that holds something else. `docs/privacy.md` is written from
// it, and tests hold every stored row against it.
import { type Instant, second } from '../../../core/time.ts';
import { type Grain, grains, instantOfTtl, instantsIn, isOnGrid } from './grain.ts';
import { rowsOfMail } from './of-mail.ts';
import { rowsOfSupporters } from './of-supporters.ts';
import { rowsOfWork } from './of-work.ts';
import type { RowKind } from './row-kind.ts';

export const retention: readonly RowKind[] = [...rowsOfSupporters, ...rowsOfWork, ...rowsOfMail];

/** In words that name keys and attributes, never what is in them; none for a row as it should be. */
export function complaintsAbout(row: Readonly<Record<string, unknown>>, now: Instant): readonly string[] {
  const { pk, sk, ...attributes } = row;
  const kinds = retention.filter(({ key }) => shapeOf(key).test(`${String(pk)} / ${String(sk)}`));
  const [kind] = kinds;
  const rowKind = String(pk).replace(/#.*/s, '#');
  if (kind === undefined || kinds.length > 1) return [`${rowKind}: ${kinds.length} kinds of rows have such a key`];
  const unknown = Object.keys(attributes).filter((name) => !Object.hasOwn(kind.attributes, name));
  const addressed = Object.keys(attributes).filter((name) => addressLike.test(JSON.stringify(attributes[name]) ?? ''));
  return [
    ...unknown.map((name) => `${rowKind} ${name}: nobody says what it is for`),
    ...addressed.map((name) => `${rowKind} ${name}: it looks like an address`),
    ...finenessOf(kind, row).map((complaint) => `${rowKind} ${complaint}`),
    ...lifeOf(kind, row['ttl'], now),
  ];
}

/** Every instant of the row, in its key too, lies on the grid that its kind names for it. */
function finenessOf({ attributes, keyGrain }: RowKind, row: Readonly<Record<string, unknown>>): string[] {
  const { pk, sk, ttl, ...others } = row;
  const inKey = `${String(pk)}#${String(sk)}`
    .split('#')
    .flatMap((each) => (/^\d{10}$/.test(each) ? [instantOf(each)] : []));
  const found: (readonly [name: string, grain: Grain | undefined, instants: readonly Instant[]])[] = [
    ['key', keyGrain, inKey],
    ['ttl', attributes['ttl']?.[2], ttl === undefined ? [] : [instantOfTtl(ttl)]],
    ...Object.entries(others).map(([name, value]) => [name, attributes[name]?.[2], instantsIn(value)] as const),
  ];
  return found.flatMap(([name, grain, instants]) => {
    if (instants.length === 0) return [];
    if (grain === undefined) return [`${name}: nobody says how fine its instant is`];
    return instants.every((each) => isOnGrid(each, grain)) ? [] : [`${name}: finer than ${grains[grain].says}`];
  });
}
const instantOf = (seconds: string): Instant => Number(seconds) * second;

/** Of a person; nothing of ours has an at sign. */
const addressLike = /[^\s"@]+@[^\s"@]+\.[a-z]{2}/i;
/** DynamoDB rounds nothing, we round up by a second. */
const slack = 2 * second;

function lifeOf({ key, life }: RowKind, ttl: unknown, now: Instant): string[] {
  if (ttl === undefined) return life.hasEnd === 'always' ? [`${key}: it has no end`] : [];
  if (life.hasEnd === 'never') return [`${key}: it has an end that is not described`];
  const left = Number(ttl) * second - now;
  return life.longest !== null && left > life.longest + slack ? [`${key}: it lives longer than it should`] : [];
}

const shapeOf = (key: string): RegExp =>
  new RegExp(`^${key.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&').replaceAll(/<[^>]+>/g, '[^#/ ]+')}$`);
