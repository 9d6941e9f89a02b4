// The whole house on one machine, in one process: newsroom, API, sandbox, queue and worker on one virtual clock. Whatever
// it opens it closes again, also when the start fails half way.
import { dirname, join } from 'node:path';
import { type Backing, openBacking } from './backing.ts';
import type { VirtualClock } from './clock.ts';
import type { GatewayCall } from './gateway.ts';
import { type Kept, openKept } from './kept.ts';
import { openNewsroom } from './newsroom-server.ts';
import { openPorts, type Ports } from './ports.ts';
import { noProgress, type Progress } from './progress.ts';
import { type StripeKeys, secretNames } from './secrets.ts';
import { createSite } from './site.ts';
import type { Sandbox } from './stripe-sandbox/sandbox.ts';
import { createUndo, type Undo } from './undo.ts';
import { openWorks, type Works } from './works.ts';

export interface HouseOptions {
  /** The newsroom's; the sandbox is on the next one, DynamoDB Local on the third after it. 0: each on any free one. */
  readonly port: number;
  /** Null keeps everything in memory. */
  readonly stateDir: string | null;
  readonly stripe: 'sandbox' | StripeKeys;
  /** The memory adapters even where there is Java. */
  readonly memory?: boolean;
  /** 127.0.0.1 makes the sandbox's pages another site than the newsroom's, as Stripe's are. */
  readonly sandboxHost?: 'localhost' | '127.0.0.1';
  readonly progress?: Progress;
  /** Told of every call a door answered. */
  readonly watch?: (call: GatewayCall) => void;
  /** Told of defects: what nothing should ever throw. */
  readonly complain?: (defect: unknown) => void;
}
export interface House {
  readonly site: string;
  /** Null where Stripe itself is behind the doors. */
  readonly sandboxAddress: string | null;
  readonly sandbox: Sandbox | null;
  readonly adapters: Backing['adapters'];
  readonly clock: VirtualClock;
  /** Everything that falls due in between happens at its own hour. */
  advance(milliseconds: number): Promise<void>;
  /** Until no ring waits; false when that took too long. */
  drain(): Promise<boolean>;
  stop(): Promise<void>;
}

const root = dirname(import.meta.dirname);
const defectToScreen = (defect: unknown): void => console.error(defect);

export async function startHouse(options: HouseOptions): Promise<House> {
  const undo = createUndo();
  try {
    return await open(options, undo);
  } catch (error) {
    // What failed first is what its reader can put right.
    await undo.all().catch(options.complain ?? defectToScreen);
    throw error;
  }
}

async function open(options: HouseOptions, undo: Undo): Promise<House> {
  const { stripe, progress = noProgress, sandboxHost = 'localhost' } = options;
  const { complain = defectToScreen, watch = () => {} } = options;
  const hasSandbox = stripe === 'sandbox';
  const ports = await openPorts({ port: options.port, hasSandbox, sandboxHost }, undo);
  const kept = await openKept(options.stateDir, ports.site, hasSandbox ? null : stripe, undo);
  const backing = await openBacking({
    ...{ root, site: ports.site, stripeApi: ports.sandboxApi, dynamodbPort: ports.dynamodbPort },
    ...{ mailPort: ports.mailPort, progress, undo },
    ...{ folder: kept.state.folder, table: kept.table, keys: kept.keys },
    ...{ secrets: kept.secrets, keepSecret: kept.keepSecret },
    forceMemory: options.memory === true,
  });
  if (kept.world.memory !== null) backing.memory?.restore(kept.world.memory);
  const works = openWorks({ ports, kept, backing, undo, watch, complain });
  const { gateway, sandbox, clock, advance, drain } = works;
  const { sandboxAddress } = ports;
  const passSecret = (): string => kept.secrets[secretNames.pass] ?? '';
  const webFiles = join(root, 'dist', 'web');
  const newsroom = await progress.step('Newsroom', () => openNewsroom({ webFiles, passSecret, clock, sandboxAddress }));
  const describe = (): object => describeRun(ports, kept, backing, works);
  const site = createSite({ gateway, newsroom, describe, shift: clock.shift, complain }, ports.sitePort);
  ports.answer(site, sandbox?.listener ?? null);
  // At the end the first to be closed: whoever asks then would find only half a house.
  undo.later(() => ports.close());
  const { adapters } = backing;
  const addresses = { site: ports.site, sandboxAddress };
  return { ...addresses, adapters, sandbox: sandbox?.sandbox ?? null, clock, advance, drain, stop: () => undo.all() };
}

/** What `/_local` tells. */
function describeRun(ports: Ports, kept: Kept, backing: Backing, { clock }: Works): object {
  return {
    run: kept.run,
    newsroom: ports.site,
    ...(ports.sandboxAddress === null ? {} : { sandbox: ports.sandboxAddress }),
    ...backing.addresses,
    webhook: { url: `${ports.site}/v1/stripe/events`, secret: kept.keys.webhookSecret },
    stripe: ports.sandboxAddress === null ? 'test mode' : 'sandbox',
    adapters: backing.adapters,
    clock: { now: new Date(clock.now()).toISOString(), shiftMilliseconds: clock.shift() },
  };
}
