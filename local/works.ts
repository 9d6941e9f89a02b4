// What moves in a local run: the gateway to the doors, the worker behind the queue, the sandbox that rings, and the one
// clock they share. What they change is saved soon after, and once more at the end.
import { systemChance } from '../shared/adapters/node/system.ts';
import type { Timer } from '../shared/api/timers.ts';
import { day } from '../shared/core/time.ts';
import type { Backing } from './backing.ts';
import { startClock, type VirtualClock } from './clock.ts';
import type { Handler } from './doors.ts';
import { createGateway, type Gateway, type GatewayCall } from './gateway.ts';
import type { Kept } from './kept.ts';
import { startPoller } from './poller.ts';
import type { Ports } from './ports.ts';
import { openSandbox, type SandboxServer } from './sandbox-server.ts';
import { createSaver } from './state.ts';
import { createTimers } from './timers.ts';
import type { Undo } from './undo.ts';

export interface Works {
  readonly gateway: Gateway;
  /** Null where Stripe itself is behind the doors. */
  readonly sandbox: SandboxServer | null;
  readonly clock: VirtualClock;
  advance(milliseconds: number): Promise<void>;
  drain(): Promise<boolean>;
}
export interface WorksNeeds {
  readonly ports: Ports;
  readonly kept: Kept;
  readonly backing: Backing;
  readonly undo: Undo;
  readonly watch: (call: GatewayCall) => void;
  readonly complain: (defect: unknown) => void;
}

/** How often the sandbox looks what fell due in real time. */
const tickEvery = 1000;

export function openWorks({ ports, kept, backing, undo, watch, complain }: WorksNeeds): Works {
  const clock = startClock(kept.world.shift);
  undo.later(() => clock.end());
  // Whether anything was rung since the last look: the many hours without a ring need not wait for the queue.
  let isRung = false;
  let isWished = false;
  let calls = 0;
  // Only what was promised can fall due: a year of hours without a promise need not look for one each.
  let isPromised = kept.world.sandbox !== null || kept.world.memory !== null;
  const heard = (call: GatewayCall): void => {
    calls += 1;
    isRung ||= call.door === 'stripe-events';
    isWished ||= call.door === 'recognition';
    isPromised ||= call.door === 'reminders';
    if (backing.memory !== null || call.door === 'stripe-events') saver.soon();
    watch(call);
  };
  const settle = async (): Promise<void> => {
    await sandbox?.sandbox.tick();
    // What the timers find is rung into the queue, past the gateway.
    if ((await timers.runDue()) || isRung) await poller.drain();
    if (isWished) await letterPoller.drain();
    [isRung, isWished] = [false, false];
  };
  const advance = async (milliseconds: number): Promise<void> => {
    await clock.advance(milliseconds, settle);
    saver.soon();
  };
  const saver = createSaver(() =>
    kept.write({
      shift: clock.shift(),
      sandbox: sandbox?.sandbox.snapshot() ?? kept.world.sandbox,
      memory: backing.memory?.dump() ?? kept.world.memory,
    }),
  );
  const sandbox = sandboxOf({ ports, kept, clock, advance, save: saver.now });
  // Closed in the reverse order: the worker finishes its ring before the last save.
  undo.later(() => saver.end());
  const poller = startPoller(backing.rings, backing.doorbells, complain);
  undo.later(() => poller.stop());
  const letterPoller = startPoller(backing.letterRings, backing.letters, complain);
  undo.later(() => letterPoller.stop());
  const traceOf = ({ door }: Timer): string | null => {
    const events = sandbox?.sandbox.desk.world.events;
    if (door !== 'reconcile' || events === undefined) return null;
    // Once a week also without a reason: a hand at the table or a rotated pepper leaves no trace here.
    return [calls, [...events.keys()].at(-1), Math.floor(clock.now() / (7 * day))].join(' ');
  };
  const sweep: Handler = async (call, context) => (isPromised ? backing.timed.letters?.(call, context) : undefined);
  const timers = createTimers({ doors: { ...backing.timed, letters: sweep }, clock, complain, traceOf });
  const tick = async (): Promise<void> => {
    await sandbox?.sandbox.tick();
    await timers.runDue();
  };
  const ticking = setInterval(() => void tick().catch(complain), tickEvery);
  undo.later(() => clearInterval(ticking));
  const origins = [ports.site];
  const gateway = createGateway({ doors: backing.http, origins, clock, chance: systemChance, watch: heard, complain });
  return { gateway, sandbox, clock, advance, drain: async () => (await poller.drain()) && letterPoller.drain() };
}

interface SandboxPlace extends Pick<WorksNeeds, 'ports' | 'kept'>, Pick<Works, 'clock' | 'advance'> {
  readonly save: () => void;
}

function sandboxOf({ ports, kept, clock, advance, save }: SandboxPlace): SandboxServer | null {
  const { sandboxPort: port, sandboxAddress: address, sitePort } = ports;
  if (port === null || address === null) return null;
  const webhookUrl = `http://127.0.0.1:${sitePort}/v1/stripe/events`;
  const { seed, keys, world } = kept;
  return openSandbox(
    { clock, advance, seed, webhookUrl, webhookSecret: keys.webhookSecret, address, port, save },
    world.sandbox,
  );
}
