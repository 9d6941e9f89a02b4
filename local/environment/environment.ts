// Starts everything on one machine, in one process: newsroom, API, sandbox, queue and worker on one virtual clock. It closes
// whatever it opened, also when the start fails half way.
import { join } from 'node:path';
import type { Sandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import { openNewsroom } from '../demo/newsroom-server.ts';
import type { GatewayCall } from '../servers/gateway.ts';
import { builtFolder } from './bundles.ts';
import type { VirtualClock } from './clock.ts';
import { countryPath } from './country-page.ts';
import { edgeHeaders } from './local-edge.ts';
import { missingAtStripe } from './missing-at-stripe.ts';
import { openPorts, type Ports } from './ports.ts';
import { noProgress, type Progress } from './progress.ts';
import { openRuntime, type Runtime } from './runtime.ts';
import { openSavedState, type SavedState } from './saved-state.ts';
import { type StripeKeys, secretNames } from './secrets.ts';
import { openServices, type Services } from './services.ts';
import { createSite } from './site.ts';
import { createUndo, type Undo } from './undo.ts';

export interface EnvironmentOptions {
  /** The newsroom's port; the sandbox, the mail and DynamoDB Local use the next three. 0 takes any free ones. */
  readonly port: number;
  /** Null keeps everything in memory. */
  readonly stateDir: string | null;
  readonly stripe: 'sandbox' | StripeKeys;
  /** Uses the memory adapters even if Java is present. */
  readonly memory?: boolean;
  /** A site of one's own on this machine, which calls this API; null or left out for the demo newsroom alone. */
  readonly origin?: string | null;
  /** With 127.0.0.1 the sandbox's pages are another site than the newsroom's, as Stripe's are. */
  readonly sandboxHost?: 'localhost' | '127.0.0.1';
  readonly progress?: Progress;
  /** Called after every call that a function answered. */
  readonly watch?: (call: GatewayCall) => void;
  /** Called with defects: errors that nothing should throw. */
  readonly complain?: (defect: unknown) => void;
}
export interface LocalEnvironment {
  readonly site: string;
  /** Null if the functions use Stripe itself. */
  readonly sandboxAddress: string | null;
  readonly sandbox: Sandbox | null;
  /** What setup has not made on the developer's own account yet, in sentences; none with the sandbox. */
  missingAtStripe(): Promise<readonly string[]>;
  readonly adapters: Services['adapters'];
  readonly clock: VirtualClock;
  /** Everything that is due in between happens at its own hour. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until the queues are empty; false if that took too long. */
  drain(): Promise<boolean>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
const defectToScreen = (defect: unknown): void => console.error(defect);

export async function startEnvironment(options: EnvironmentOptions): Promise<LocalEnvironment> {
  const undo = createUndo();
  try {
    return await open(options, undo);
  } catch (error) {
    // The first failure is the one that the reader can correct.
    await undo.all().catch(options.complain ?? defectToScreen);
    throw error;
  }
}

async function open(options: EnvironmentOptions, undo: Undo): Promise<LocalEnvironment> {
  const { stripe, progress = noProgress, sandboxHost = 'localhost' } = options;
  const { complain = defectToScreen, watch = () => {} } = options;
  const hasSandbox = stripe === 'sandbox';
  const ports = await openPorts({ port: options.port, hasSandbox, sandboxHost }, undo);
  // The first is where readers are led back to: to the account page, for instance.
  const origins = [...(options.origin == null ? [] : [options.origin]), ports.site];
  const saved = await openSavedState(options.stateDir, ports.site, hasSandbox ? null : stripe, undo);
  const services = await openServices({
    root,
    site: ports.site,
    origins,
    stripeApi: ports.sandboxApi ?? saved.keys.apiUrl ?? null,
    dynamodbPort: ports.dynamodbPort,
    mailPort: ports.mailPort,
    progress,
    undo,
    folder: saved.state.folder,
    table: saved.table,
    queue: saved.queue,
    keys: saved.keys,
    secrets: saved.secrets,
    keepSecret: saved.keepSecret,
    forceMemory: options.memory === true,
  });
  if (saved.world.memory !== null) services.memory?.restore(saved.world.memory);
  const runtime = openRuntime({ ports, origins, saved, services, undo, watch, complain });
  const { gateway, sandbox, clock, advance, drain } = runtime;
  const { sandboxAddress } = ports;
  const passSecret = (): string => saved.secrets[secretNames.pass] ?? '';
  const webFiles = join(root, builtFolder(), 'web');
  const newsroom = await progress.step('Newsroom', () => openNewsroom({ webFiles, passSecret, clock, sandboxAddress }));
  const describe = (): object => describeRun(ports, saved, services, runtime);
  const edge = { edgeHeaders: edgeHeaders(saved.secrets) };
  const site = createSite({ gateway, ...edge, newsroom, describe, shift: clock.shift, complain }, ports.sitePort);
  ports.answer(site, sandbox?.listener ?? null);
  // Closed first at the end, so that no request reaches a half closed environment.
  undo.later(() => ports.close());
  const { adapters } = services;
  const missing = async () => (hasSandbox ? [] : missingAtStripe(saved.keys, saved.secrets, adapters));
  return {
    ...{ site: ports.site, sandboxAddress, sandbox: sandbox?.sandbox ?? null, adapters, missingAtStripe: missing },
    ...{ clock, advance, drain, stop: () => undo.all() },
  };
}

/** The answer of `/_local`. */
function describeRun(ports: Ports, saved: SavedState, services: Services, { clock }: Runtime): object {
  return {
    run: saved.run,
    newsroom: ports.site,
    country: `${ports.site}${countryPath}`,
    ...(ports.sandboxAddress === null ? {} : { sandbox: ports.sandboxAddress }),
    ...services.addresses,
    webhook: { url: `${ports.site}/v1/stripe/events`, secret: saved.keys.webhookSecret },
    stripe: ports.sandboxAddress === null ? 'test mode' : 'sandbox',
    adapters: services.adapters,
    clock: { now: new Date(clock.now()).toISOString(), shiftMilliseconds: clock.shift() },
  };
}
