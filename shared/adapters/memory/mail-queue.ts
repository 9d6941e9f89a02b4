// Link requests in memory: each is handed out until it is acknowledged, and none is older than half an hour.
import { type Instant, minute, second } from '../../core/time.ts';
import type { MailQueue, MailRequest } from '../../ports/mail-queue.ts';
import type { Clock } from '../../ports/system.ts';

/** As the queue in AWS keeps them. */
const requestLife = 30 * minute;
const visibility = 60 * second;

interface Waiting {
  readonly request: MailRequest;
  readonly sentAt: Instant;
  readonly hiddenUntil: Instant;
}
export interface MemoryMailQueue extends MailQueue {
  receive(most: number): readonly MailRequest[];
  acknowledge(id: string): void;
  /** Gives it back at once instead of when its time is over. */
  fail(id: string): void;
  size(): number;
  /** Plain JSON: what a local run without Java keeps over a restart. */
  dump(): readonly Waiting[];
  restore(dump: readonly Waiting[]): void;
}

export function memoryMailQueue(clock: Clock): MemoryMailQueue {
  let waiting: readonly Waiting[] = [];
  const living = () => waiting.filter((each) => clock.now() < each.sentAt + requestLife);
  const hide = (ids: ReadonlySet<string>, until: Instant): void => {
    waiting = waiting.map((each) => (ids.has(each.request.id) ? { ...each, hiddenUntil: until } : each));
  };
  return {
    async send(request) {
      waiting = [...living(), { request: structuredClone(request), sentAt: clock.now(), hiddenUntil: 0 }];
    },
    receive(most) {
      waiting = living();
      const now = clock.now();
      const taken = waiting.filter((each) => each.hiddenUntil <= now).slice(0, most);
      hide(new Set(taken.map((each) => each.request.id)), now + visibility);
      return structuredClone(taken.map((each) => each.request));
    },
    acknowledge(id) {
      waiting = waiting.filter((each) => each.request.id !== id);
    },
    fail: (id) => hide(new Set([id]), 0),
    size: () => living().length,
    dump: () => structuredClone(waiting),
    restore(dump) {
      waiting = structuredClone(dump);
    },
  };
}
