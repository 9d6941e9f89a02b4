// Pointers in memory from the keyed hash of an address to the supporters that gave under it, as "pepper#hash#customer".
import { type CustomerId, known, parseCustomerId, parseHash } from '../../core/ids.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import { mostPointed, type SupporterStore } from '../../ports/supporter-store.ts';
import { recordOf, type SupporterMemory } from './supporter-records.ts';

type EmailPointers = Pick<SupporterStore, 'pointEmail' | 'addressesOf' | 'pointedFrom' | 'dropPointers'>;

export const memoryEmailPointers = (memory: SupporterMemory): EmailPointers => ({
  async pointEmail({ pepper, hash }, customer) {
    if (recordOf(memory, customer).erasedAt === null) pointTo(memory, { pepper, hash }, customer);
  },
  addressesOf: async (customer) => addressesIn(memory, customer),
  async pointedFrom(emailHashes) {
    const starts = emailHashes.map(({ pepper, hash }) => `${pepper}#${hash}#`);
    const found = [...memory.pointers].flatMap((pointer) =>
      starts.flatMap((start) =>
        pointer.startsWith(start) ? [known(parseCustomerId(pointer.slice(start.length)))] : [],
      ),
    );
    return [...new Set(found)].sort().slice(0, mostPointed);
  },
  async dropPointers(customer, current) {
    const starts = current.map(({ pepper, hash }) => `${pepper}#${hash}`);
    return dropPointersTo(memory, customer, (start) => !starts.includes(start)).length;
  },
});

export const addressesIn = ({ pointers }: SupporterMemory, customer: CustomerId): EmailHash[] =>
  [...pointers].filter((pointer) => pointer.split('#').at(-1) === customer).map(addressIn);

function addressIn(pointer: string): EmailHash {
  const [pepper = '', hash = ''] = pointer.split('#');
  return { pepper, hash: known(parseHash(hash)) };
}

const pointerOf = ({ pepper, hash }: EmailHash, customer: CustomerId): string => `${pepper}#${hash}#${customer}`;
export const isPointed = ({ pointers }: SupporterMemory, emailHash: EmailHash, customer: CustomerId): boolean =>
  pointers.has(pointerOf(emailHash, customer));
export function pointTo({ pointers }: SupporterMemory, emailHash: EmailHash, customer: CustomerId): void {
  pointers.add(pointerOf(emailHash, customer));
}

export function dropPointersTo(
  { pointers }: SupporterMemory,
  customer: CustomerId,
  isDropped: (start: string) => boolean = () => true,
): EmailHash[] {
  const dropped = [...pointers].filter((pointer) => {
    const [pepper = '', hash = '', to] = pointer.split('#');
    return to === customer && isDropped(`${pepper}#${hash}`);
  });
  for (const pointer of dropped) pointers.delete(pointer);
  return dropped.map(addressIn);
}
