// A real Chromium against the whole local environment. Without Chromium the tests print a clear warning and are skipped; in CI
// they fail instead. Browser, profile, environment and all its children are closed when a file ends, whatever happened.
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, vi } from 'vitest';
import {
  type EnvironmentOptions,
  type LocalEnvironment,
  startEnvironment,
} from '../../local/environment/environment.ts';
import type { GatewayCall } from '../../local/servers/gateway.ts';
import { type Reader, readerAt } from './browser-reader.ts';
import { watchPaint } from './page-watch.ts';

const paths = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
export const chromiumPath = paths.find((each) => each !== '' && existsSync(each)) ?? null;
const isMissing = 'There is no Chromium (apt install chromium, or CHROMIUM_PATH=…)';
if (chromiumPath === null && process.env['CI'] === 'true') throw new Error(isMissing);
if (chromiumPath === null) console.warn(`\n!!! SKIPPED: ${isMissing}, so no browser test ran.\n`);

export const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update'],
];
/** Everything here is on this machine; what takes longer will not come, however busy it is. */
const patience = 30_000;
export const screenshotFolder = join(tmpdir(), 'mainstay-screenshots');

export interface Scene {
  environment(): LocalEnvironment;
  /** A browser of its own, without cookies or stored data. */
  reader(options?: BrowserContextOptions): Promise<Reader>;
  /** The calls of functions since the environment was started. */
  calls(): readonly GatewayCall[];
  /** Ends the environment, and starts it again on its saved state. */
  restart(): Promise<void>;
}

export function describeInBrowser(
  name: string,
  body: (scene: Scene) => void,
  options: Partial<EnvironmentOptions> = {},
): void {
  describe.skipIf(chromiumPath === null)(name, () => {
    const contexts: BrowserContext[] = [];
    const calls: GatewayCall[] = [];
    let browser: Browser | undefined;
    let environment: LocalEnvironment | undefined;
    let port = 0;
    const start = async (): Promise<void> => {
      const watch = (call: GatewayCall): void => void calls.push(call);
      environment = await startEnvironment({ port, stateDir: null, stripe: 'sandbox', watch, ...options });
    };
    beforeAll(async () => {
      vi.spyOn(console, 'log').mockImplementation(() => undefined);
      const executablePath = chromiumPath ?? '';
      [browser] = await Promise.all([chromium.launch({ executablePath, args: flags }), start()]);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state === 'fail') await picture(contexts, task.name);
      await Promise.all(contexts.splice(0).map((each) => each.close()));
    });
    afterAll(async () => {
      await browser?.close();
      await environment?.stop();
    });
    const running = (): LocalEnvironment => environment ?? missing('environment');
    body({
      environment: running,
      calls: () => calls,
      reader: async (contextOptions = {}) => {
        const context = await (browser ?? missing('browser')).newContext({ locale: 'en-US', ...contextOptions });
        contexts.push(context);
        context.setDefaultTimeout(patience);
        await context.addInitScript(watchPaint);
        return readerAt(running(), context, await context.newPage());
      },
      restart: async () => {
        port = Number(new URL(running().site).port);
        await running().stop();
        await start();
      },
    });
  });
}

function missing(what: string): never {
  throw new Error(`there is no ${what}`);
}

async function picture(contexts: readonly BrowserContext[], name: string): Promise<void> {
  const pages: Page[] = contexts.flatMap((each) => each.pages());
  for (const [at, page] of pages.entries()) await takePicture(page, `failed ${name} ${at}`);
}

/** Returns its path. */
export async function takePicture(page: Page, name: string): Promise<string> {
  mkdirSync(screenshotFolder, { recursive: true });
  const path = join(screenshotFolder, `${name.replaceAll(/[^a-z0-9]+/gi, '-').slice(0, 100)}.png`);
  await page.screenshot({ path });
  return path;
}
