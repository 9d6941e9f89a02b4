// Lets one browser borrow what another claimed, as redeeming a mailed link does, without the message: for tests of the
// rights of a borrower.
import type { Newsroom } from './newsroom.ts';
import * as steps from './newsroom-steps.ts';
import type { ReaderBrowser } from './reader-browser.ts';

/** The borrower first becomes a device by a gift of its own. */
export async function borrow(
  newsroom: Pick<Newsroom, 'sandbox' | 'drain' | 'stores' | 'needs' | 'now'>,
  claimer: ReaderBrowser,
  borrower: ReaderBrowser,
): Promise<void> {
  await steps.give(newsroom, borrower, steps.tenOnce);
  const { devices } = newsroom.stores;
  const [theirs, own] = await Promise.all([deviceOf(claimer), deviceOf(borrower)]);
  const added = theirs.holdings.map((each) => ({ ...each, isBorrowed: true }));
  await devices.remember({ ...own, holdings: [...own.holdings, ...added] });

  async function deviceOf(browser: ReaderBrowser) {
    const token = browser.cookie('__Secure-seat', '/v1') ?? '';
    const device = await devices.read(newsroom.needs.hasher.digest(token), newsroom.now());
    if (device === null) throw new Error('this browser is no device');
    return device;
  }
}
