// The Stripe sandbox on a port of its own. It calls our webhook as Stripe would, on the clock of the run. What it holds is
// saved before an answer that changed it is sent.

import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { settings } from '#settings';
import { createProduct } from '../../packages/stripe-sandbox/source/catalog/product.ts';
import { createSandbox, type Sandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import type { SandboxSnapshot } from '../../packages/stripe-sandbox/source/sandbox-snapshot.ts';
import type { WebhookPost } from '../../packages/stripe-sandbox/source/webhooks/deliver.ts';
import { eventTypes } from '../../shared/adapters/stripe/event-types.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { day } from '../../shared/core/time.ts';
import type { Clock } from '../../shared/ports/system.ts';
import { localInstallation } from '../environment/local-installation.ts';
import { isOwnHost } from './hosts.ts';

export interface SandboxNeeds {
  readonly clock: Clock;
  /** The ids are computed from it, so each fresh state has its own. */
  readonly seed: number;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  /** The address for browsers and the functions. */
  readonly address: string;
  readonly advance: (milliseconds: number) => Promise<void>;
  /** After every request that may have changed something. */
  readonly save: () => void;
  readonly port: number;
}
export interface SandboxServer {
  readonly sandbox: Sandbox;
  readonly listener: RequestListener;
}

const { productName: name, membershipStatement } = settings.discreet;
/** As `npm run setup` makes it. */
export const madeProduct = {
  id: productIdOf(localInstallation),
  name,
  ...(membershipStatement === undefined ? {} : { statement_descriptor: membershipStatement }),
  metadata: { mainstay: localInstallation.id },
};

/** Stripe waits about as long for a webhook. */
const webhookPatience = 20_000;

export function openSandbox(needs: SandboxNeeds, saved: SandboxSnapshot | null): SandboxServer {
  const { webhookUrl, webhookSecret } = needs;
  const endpoint = { url: webhookUrl, secret: webhookSecret, enabled_events: Object.keys(eventTypes) };
  const sandbox = createSandbox({
    now: needs.clock.now,
    seed: needs.seed,
    send: post,
    endpoints: [endpoint],
    advance: (days) => needs.advance(days * day),
    baseUrl: () => needs.address,
    settings: { accountName: settings.newsroom.name },
  });
  if (saved !== null) restore(sandbox, saved, endpoint);
  // As `npm run setup` makes it at Stripe: without it no amount could be changed.
  if (!sandbox.state.world.products.has(madeProduct.id)) createProduct(sandbox.state.world, madeProduct);
  const answer = getRequestListener((request) => answerAndSave(sandbox, needs, request), {
    overrideGlobalObjects: false,
  });
  return {
    sandbox,
    listener: (request, response) => {
      if (isOwnHost(request.headers.host, needs.port)) return void answer(request, response);
      response.writeHead(403, { connection: 'close' }).end('The sandbox answers only as localhost.\n');
    },
  };
}

async function answerAndSave(sandbox: Sandbox, needs: SandboxNeeds, request: Request): Promise<Response> {
  const response = await sandbox.fetch(request);
  if (request.method !== 'GET') needs.save();
  return response;
}

/** The endpoint of the last run is ours, but PORT may have changed, and a new version may need other events. */
function restore(
  sandbox: Sandbox,
  saved: SandboxSnapshot,
  now: { url: string; secret: string; enabled_events: string[] },
): void {
  sandbox.restore(saved);
  const { webhookEndpoints, endpointSecrets } = sandbox.state.world;
  for (const endpoint of webhookEndpoints.values()) {
    if (endpointSecrets.get(endpoint.id) !== now.secret) continue;
    webhookEndpoints.set(endpoint.id, { ...endpoint, url: now.url, enabled_events: now.enabled_events });
  }
}

async function post({ url, body, headers }: WebhookPost): Promise<{ status: number }> {
  const signal = AbortSignal.timeout(webhookPatience);
  const answer = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
  await answer.arrayBuffer();
  return { status: answer.status };
}
