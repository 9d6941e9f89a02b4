// Looks once a second at what may grow: the memory of the local run and of DynamoDB Local, the messages that wait, and the
// age of the oldest of them.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Seen {
  readonly second: number;
  /** Megabytes, of the process and all it started. */
  readonly memory: number;
  readonly waiting: number;
  readonly oldestSeconds: number;
}
export interface Watch {
  readonly seen: readonly Seen[];
  stop(): Promise<void>;
}

export function watch(pid: number, queueUrl: string): Watch {
  const seen: Seen[] = [];
  const begun = performance.now();
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      const queue = await lookAt(queueUrl);
      seen.push({ second: Math.round((performance.now() - begun) / 1000), memory: memoryOf(pid), ...queue });
      await wait(1000);
    }
  })();
  return {
    seen,
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}

interface Message {
  readonly sentTimestamp: number;
}
/** The queue server's own page; it takes no message away. */
export async function lookAt(queueUrl: string): Promise<Pick<Seen, 'waiting' | 'oldestSeconds'>> {
  const { origin, pathname } = new URL(queueUrl);
  const response = await fetch(`${origin}/_fauxqs/queues/${pathname.split('/').at(-1)}`);
  const { messages }: { messages: { ready: Message[]; delayed: Message[]; inflight: { message: Message }[] } } =
    await response.json();
  const all = [...messages.ready, ...messages.delayed, ...messages.inflight.map(({ message }) => message)];
  const oldest = Math.min(Date.now(), ...all.map(({ sentTimestamp }) => sentTimestamp));
  return { waiting: all.length, oldestSeconds: Math.max(0, Math.round((Date.now() - oldest) / 1000)) };
}

/** Linux only: elsewhere there is no /proc, and no number. */
function memoryOf(pid: number): number {
  try {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
      const [, parent] = /\) \S (\d+)/.exec(readOr(`/proc/${name}/stat`)) ?? [];
      parents.set(Number(name), Number(parent));
    }
    const isOurs = (each: number): boolean => each === pid || (each > 1 && isOurs(parents.get(each) ?? 0));
    const kilobytes = [...parents.keys()]
      .filter(isOurs)
      .map((each) => Number(/VmRSS:\s+(\d+)/.exec(readOr(`/proc/${each}/status`))?.[1] ?? 0));
    return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024);
  } catch {
    return Number.NaN;
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It ended while we looked.
    return '';
  }
}
