// The moving parts of a local run: the gateway to the functions, the worker behind the queue, the sandbox that sends events,
// and the one clock they share. Their changes are saved soon after, and once more at the end.
import { systemChance } from '../../shared/adapters/node/system.ts';
import type { Timer } from '../../shared/api/timers.ts';
import { day } from '../../shared/core/time.ts';
import { createGateway, type Gateway, type GatewayCall } from '../servers/gateway.ts';
import { openSandbox, type SandboxServer } from '../servers/sandbox-server.ts';
import { startClock, type VirtualClock } from './clock.ts';
import type { Handler } from './functions.ts';
import { startPoller } from './poller.ts';
import type { Ports } from './ports.ts';
import type { SavedState } from './saved-state.ts';
import type { Services } from './services.ts';
import { createSaver } from './state.ts';
import { createTimers } from './timers.ts';
import type { Undo } from './undo.ts';

export interface Runtime {
  readonly gateway: Gateway;
  /** Null where Stripe itself is behind the functions. */
  readonly sandbox: SandboxServer | null;
  readonly clock: VirtualClock;
  advance(milliseconds: number): Promise<void>;
  drain(): Promise<boolean>;
}
export interface RuntimeNeeds {
  readonly ports: Ports;
  /** Of the pages that may call the API. */
  readonly origins: readonly string[];
  readonly saved: SavedState;
  readonly services: Services;
  readonly undo: Undo;
  readonly watch: (call: GatewayCall) => void;
  readonly complain: (defect: unknown) => void;
}

/** How often the sandbox handles what became due in real time. */
const tickEvery = 1000;

export function openRuntime({ ports, origins, saved, services, undo, watch, complain }: RuntimeNeeds): Runtime {
  const clock = startClock(saved.world.shift);
  undo.later(() => clock.end());
  // Whether anything was requested since the last call. Many hours have no request, and need not wait for the queue.
  let isRequested = false;
  let isWanted = false;
  let calls = 0;
  // Only a reminder can become due. A year of hours without a reminder needs no call for each.
  let isMailServed = saved.world.sandbox !== null || saved.world.memory !== null;
  const heard = (call: GatewayCall): void => {
    calls += 1;
    isRequested ||= call.functionName === 'stripe-webhook';
    isWanted ||= call.functionName === 'recognition';
    isMailServed ||= call.functionName === 'reminders';
    if (services.memory !== null || call.functionName === 'stripe-webhook') saver.soon();
    watch(call);
  };
  const settle = async (): Promise<void> => {
    await sandbox?.sandbox.tick();
    // Sync requests of the timers go to the queue directly, past the gateway.
    if ((await timers.runDue()) || isRequested) await poller.drain();
    if (isWanted) await mailPoller.drain();
    [isRequested, isWanted] = [false, false];
  };
  const advance = async (milliseconds: number): Promise<void> => {
    await clock.advance(milliseconds, settle);
    saver.soon();
  };
  const saver = createSaver(() =>
    saved.write({
      shift: clock.shift(),
      sandbox: sandbox?.sandbox.snapshot() ?? saved.world.sandbox,
      memory: services.memory?.dump() ?? saved.world.memory,
    }),
  );
  const sandbox = sandboxOf({ ports, saved, clock, advance, save: saver.now });
  // Closed in the reverse order: the worker finishes its sync request before the last save.
  undo.later(() => saver.end());
  const poller = startPoller(services.syncSource, services.sync, complain);
  undo.later(() => poller.stop());
  const mailPoller = startPoller(services.mailSource, services.mail, complain);
  undo.later(() => mailPoller.stop());
  const traceOf = (timer: Timer): string | null => historyOf(timer, { sandbox, clock, calls });
  const sweep: Handler = async (call, context) => (isMailServed ? services.timed.mail?.(call, context) : undefined);
  const timers = createTimers({ functions: { ...services.timed, mail: sweep }, clock, complain, traceOf });
  const tick = async (): Promise<void> => {
    await sandbox?.sandbox.tick();
    await timers.runDue();
  };
  const ticking = setInterval(() => void tick().catch(complain), tickEvery);
  undo.later(() => clearInterval(ticking));
  const outside = { origins, clock, chance: systemChance };
  const gateway = createGateway({ functions: services.http, ...outside, watch: heard, complain });
  return { gateway, sandbox, clock, advance, drain: async () => (await poller.drain()) && mailPoller.drain() };
}

/** What a reconciliation depends on, as text: while it is the same, there is nothing to compare. */
function historyOf(
  { functionName, input }: Timer,
  { sandbox, clock, calls }: Pick<Runtime, 'sandbox' | 'clock'> & { readonly calls: number },
): string | null {
  const events = sandbox?.sandbox.state.world.events;
  // A figure also grows by payments that become a day old.
  if (functionName !== 'reconcile' || input.job === 'progress' || events === undefined) return null;
  // Once a week also without a reason: a change of the table by hand or a rotated pepper is not visible here.
  return [calls, [...events.keys()].at(-1), Math.floor(clock.now() / (7 * day))].join(' ');
}

interface SandboxNeeds extends Pick<RuntimeNeeds, 'ports' | 'saved'>, Pick<Runtime, 'clock' | 'advance'> {
  readonly save: () => void;
}

function sandboxOf({ ports, saved, clock, advance, save }: SandboxNeeds): SandboxServer | null {
  const { sandboxPort: port, sandboxAddress: address, sitePort } = ports;
  if (port === null || address === null) return null;
  const webhookUrl = `http://127.0.0.1:${sitePort}/v1/stripe/events`;
  const { seed, keys, world } = saved;
  return openSandbox(
    { clock, advance, seed, webhookUrl, webhookSecret: keys.webhookSecret, address, port, save },
    world.sandbox,
  );
}
