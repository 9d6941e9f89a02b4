// A sandbox on a port of this machine. It follows the system's clock, posts its webhooks over HTTP and keeps its state in
// memory only. It listens on the loopback interface, because it has no access control beyond Stripe's test keys.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { createSandbox, type InitialEndpoint, type Sandbox } from './sandbox.ts';
import type { WebhookPost } from './webhooks/deliver.ts';
import type { Settings } from './world/settings.ts';

export interface SandboxServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Milliseconds since 1970; usually `Date.now`. */
  now(): number;
  /** The same seed and the same requests give the same ids. */
  readonly seed: number;
  readonly endpoints: readonly InitialEndpoint[];
  readonly settings?: Partial<Settings>;
}

export interface SandboxServer {
  readonly url: string;
  readonly sandbox: Sandbox;
  close(): Promise<void>;
}

export async function serveSandbox(options: SandboxServerOptions): Promise<SandboxServer> {
  let url = '';
  const sandbox = createSandbox({ ...options, send: post, baseUrl: () => url });
  const server = createServer(getRequestListener(sandbox.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  url = `http://localhost:${typeof address === 'object' ? address?.port : options.port}`;
  const ticking = tickEverySecond(sandbox);
  return {
    url,
    sandbox,
    close: async () => {
      ticking.abort();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const tickMilliseconds = 1000;

/** Renewals and retries fall due between two requests. The next tick starts only after the last one has ended. */
function tickEverySecond(sandbox: Sandbox): AbortController {
  const controller = new AbortController();
  const next = (): void => {
    setTimeout(async () => {
      if (controller.signal.aborted) return;
      await sandbox.tick();
      next();
    }, tickMilliseconds).unref();
  };
  next();
  return controller;
}

/** Stripe waits about as long for a webhook's answer. */
const answerMilliseconds = 20_000;

async function post({ url, body, headers }: WebhookPost): Promise<{ status: number }> {
  const signal = AbortSignal.timeout(answerMilliseconds);
  const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' });
  await response.arrayBuffer();
  return { status: response.status };
}
