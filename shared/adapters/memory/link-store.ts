// Mailed links in memory. Nothing waits between the look and the taking, so exactly one gets it.
import type { Hash } from '../../core/ids.ts';
import { type Link, type LinkMessages, nextMessage } from '../../core/link.ts';
import type { EmailHash } from '../../ports/hasher.ts';
import type { LinkStore } from '../../ports/link-store.ts';

export interface MemoryLinkStore extends LinkStore {
  forgetMessages(address: EmailHash): void;
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly Link[];
  restore(dump: readonly Link[]): void;
}

export function memoryLinkStore(): MemoryLinkStore {
  const links = new Map<Hash, Link>();
  const messages = new Map<string, LinkMessages>();
  return {
    async remember(link) {
      links.set(link.id, structuredClone(link));
    },
    async takeMessage({ pepper, hash }, request, now) {
      const next = nextMessage(messages.get(`${pepper}#${hash}`) ?? null, request, now);
      if (next !== null) messages.set(`${pepper}#${hash}`, next);
      return next !== null;
    },
    forgetMessages({ pepper, hash }) {
      messages.delete(`${pepper}#${hash}`);
    },
    async redeem(id, proof, now) {
      const link = links.get(id);
      if (link === undefined || link.forgetAt <= now) return null;
      if (proof.kind === 'token') {
        if (link.token !== proof.token) return null;
      } else {
        if (link.triesLeft <= 0) return null;
        links.set(id, { ...link, triesLeft: link.triesLeft - 1 });
        if (link.code !== proof.code) return null;
      }
      links.delete(id);
      return structuredClone(link);
    },
    dump: () => structuredClone([...links.values()]),
    restore(dump) {
      links.clear();
      for (const link of structuredClone(dump)) links.set(link.id, link);
    },
  };
}
