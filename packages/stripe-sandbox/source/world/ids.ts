// Ids and chance, both drawn from the seed: the same history gives the same ids. Chance has its own stream, so that
// switching a fault on does not rename every object.
import type { World } from './world.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function mintId(world: World, prefix: string, length = 24): string {
  let id = prefix;
  while (id.length < prefix.length + length) {
    world.idsDrawn += 1;
    let bits = scramble(world.idSeed + Math.imul(world.idsDrawn, 0x6d2b79f5));
    // 62^5 < 2^32: five letters a draw.
    for (let message = 0; message < 5 && id.length < prefix.length + length; message += 1) {
      id += alphabet[bits % 62];
      bits = Math.floor(bits / 62);
    }
  }
  return id;
}

/** A number from 0 up to, not including, 1. */
export function chance(world: { chanceState: number }): number {
  world.chanceState = (world.chanceState + 0x6d2b79f5) >>> 0;
  return scramble(world.chanceState) / 4294967296;
}

// mulberry32's output function: cheap, and good enough for names and storms.
function scramble(state: number): number {
  let bits = Math.imul(state ^ (state >>> 15), state | 1);
  bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
  return (bits ^ (bits >>> 14)) >>> 0;
}
