// Our own faithful small Stripe: API, pages and control plane behind one `fetch`, on a clock and a chance that are handed
// in. It keeps everything in memory, moves no money, refuses live keys, and imitates only what it says it imitates.
import { setTimeout as wait } from 'node:timers/promises';
import { Stripe } from 'stripe';
import { createApp } from './app.ts';
import { restoreState, type SandboxSnapshot, snapshotState } from './sandbox-snapshot.ts';
import { newSandboxState, type SandboxState } from './sandbox-state.ts';
import { createDispatcher, type Send } from './webhooks/deliver.ts';
import { createEndpoint } from './webhooks/endpoints.ts';
import { advanceTo } from './world/advance.ts';
import type { Settings } from './world/settings.ts';
import { createWorld } from './world/world.ts';

export interface SandboxNeeds {
  /** Virtual milliseconds. */
  now(): number;
  /** Ids and chance follow from it. */
  readonly seed: number;
  readonly send: Send;
  readonly endpoints?: readonly InitialEndpoint[];
  /** How the control plane moves the clock; by default only the sandbox's own, hour by hour. */
  advance?(days: number): Promise<void>;
  baseUrl(): string;
  readonly settings?: Partial<Settings>;
  /** How long a paid checkout waits for its webhook's answer; real time, for people. */
  wait?(milliseconds: number): Promise<unknown>;
}

export interface InitialEndpoint {
  readonly url: string;
  readonly secret: string;
  readonly enabled_events?: readonly string[];
}

export interface Sandbox {
  fetch(request: Request): Promise<Response>;
  /** Does everything due by now, deliveries and their retries included, and returns when it is done. */
  tick(): Promise<void>;
  snapshot(): SandboxSnapshot;
  restore(snapshot: SandboxSnapshot): void;
  /** The imagined account itself, for tests that look at it or act on it without HTTP. */
  readonly state: SandboxState;
}

export function createSandbox(needs: SandboxNeeds): Sandbox {
  const freshWorld = () => {
    const { settings = {}, seed } = needs;
    const world = createWorld({ seed, now: needs.now(), baseUrl: needs.baseUrl(), settings });
    for (const { url, secret, enabled_events = ['*'] } of needs.endpoints ?? [])
      createEndpoint(world, { url, enabled_events, api_version: Stripe.API_VERSION }, secret);
    return world;
  };
  const state = newSandboxState(freshWorld());
  const dispatcher = createDispatcher(needs.send, () => state);
  const settle = () => {
    state.world.baseUrl = needs.baseUrl();
    advanceTo(state.world, needs.now() + state.offsetMilliseconds);
  };
  const tick = async () => {
    settle();
    await dispatcher.finish();
  };
  const advance = needs.advance ?? ((days: number) => advanceAlone(state, days, tick));
  const app = createApp({
    state,
    dispatcher,
    settle,
    tick,
    advance,
    reset: () => Object.assign(state, newSandboxState(freshWorld())),
    wait: needs.wait ?? ((milliseconds) => wait(milliseconds, undefined, { ref: false })),
  });
  return {
    state,
    tick,
    fetch: async (request) => app.fetch(request),
    snapshot: () => snapshotState(state),
    restore: (snapshot) => Object.assign(state, restoreState(snapshot)),
  };
}

const hourMilliseconds = 3_600_000;

/** Hour by hour, so that a delivery of the first day is answered before the second. */
async function advanceAlone(state: SandboxState, days: number, tick: () => Promise<void>): Promise<void> {
  for (let left = days * 24; left > 0; left -= 1) {
    state.offsetMilliseconds += Math.min(1, left) * hourMilliseconds;
    await tick();
  }
}
