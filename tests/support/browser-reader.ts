// A reader in a real browser: opens pages, gives, pays. It finds things as a person does: by labels and buttons.
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { LocalEnvironment } from '../../local/environment/environment.ts';
import type { Paint } from './page-watch.ts';

export const article = '/articles/two-flags-one-grain-port';
export const accountPage = '/account';

export interface Contribution {
  readonly frequency: 'Once' | 'Monthly' | 'Annual';
  /** A suggested amount, as the page shows it: "$5". */
  readonly amount: string;
}
export interface Reader {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The path of the article it reads by default. */
  readonly article: string;
  readonly banner: Locator;
  readonly thanks: Locator;
  readonly box: Locator;
  /** Addresses under /v1 that this browser requested since the last `forgetRequests`. */
  requests(): readonly string[];
  forgetRequests(): void;
  /** Opens a page of the newsroom and waits until it is quiet. */
  open(path?: string): Promise<void>;
  /** Chooses a gift in the box and goes on to Checkout. */
  choose(contribution: Contribution): Promise<void>;
  /** Pays on the Checkout page, and waits for the newsroom. */
  pay(email?: string): Promise<void>;
  give(contribution: Contribution, email?: string): Promise<void>;
  /** What was painted on the open page. */
  paint(): Promise<Paint>;
}

export function readerAt(environment: LocalEnvironment, context: BrowserContext, page: Page): Reader {
  const requested: string[] = [];
  context.on('request', (request) => {
    const { pathname, origin } = new URL(request.url());
    if (origin === environment.site && pathname.startsWith('/v1')) requested.push(`${request.method()} ${pathname}`);
  });
  const box = page.locator('mainstay-contribute').first();
  const reader: Reader = {
    page,
    context,
    box,
    article,
    banner: page.locator('mainstay-banner').first(),
    thanks: page.locator('#re-a'),
    requests: () => requested,
    forgetRequests: () => void requested.splice(0),
    open: async (path = article) => {
      await page.goto(`${environment.site}${path}`, { waitUntil: 'networkidle' });
    },
    choose: async ({ frequency, amount }) => {
      await box.getByRole('radio', { name: frequency, exact: true }).check();
      const form = box.locator(`form[data-frequency=${frequency.toLowerCase()}]`);
      await form.getByRole('radio', { name: amount, exact: true }).check();
      await form.getByRole('button', { name: /^(?:Give|Continue)/ }).click();
      await page.waitForURL(`${environment.sandboxAddress}/c/pay/**`);
    },
    pay: async (email = 'reader@example.org') => {
      await page.getByLabel('E-mail').fill(email);
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await page.waitForURL(`${environment.site}/**`, { waitUntil: 'networkidle' });
    },
    give: async (contribution, email) => {
      await reader.open();
      await reader.choose(contribution);
      await reader.pay(email);
    },
    paint: async () => {
      const seen = await page.evaluate(() => window.mainstayPaint);
      if (seen === undefined) throw new Error('the page was not watched');
      return seen;
    },
  };
  return reader;
}
