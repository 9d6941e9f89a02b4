// What readers do with links, one function for each step of a test.
import * as z from 'zod/mini';
import type { DeployedHarness } from './deployed-harness.ts';
import { newestMessage } from './newest-message.ts';
import type { Newsroom } from './newsroom.ts';
import type { ReaderBrowser } from './reader-browser.ts';

export const askForLink = (browser: ReaderBrowser, email: string, purpose: 'portal' | 'device' = 'portal') =>
  browser.call('POST', '/v1/links', { body: { email, purpose } });
export const linkIn = (json: unknown): string => z.parse(z.object({ link: z.string() }), json).link;

/** What a reader finds in a message: the token behind its button, and the code. */
export function foundIn(text: string): { readonly token: string; readonly code: string } {
  return {
    token: /#mainstay-redeem=([\w-]+)/.exec(text)?.[1] ?? '',
    code: /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text)?.[0] ?? '',
  };
}

/** Requests a link, and reads the message that came. */
export async function mailedLink(
  newsroom: Newsroom,
  browser: ReaderBrowser,
  { email, purpose = 'portal' }: { readonly email: string; readonly purpose?: 'portal' | 'device' },
) {
  newsroom.mailer.clear();
  const requested = await askForLink(browser, email, purpose);
  await newsroom.answerLinkRequests();
  const [posted] = newsroom.mailer.posted();
  return { requested, link: linkIn(requested.json), posted, ...foundIn(posted?.message.text ?? '') };
}
export const redeem = (browser: ReaderBrowser, proof: object) =>
  browser.call('POST', '/v1/links/redeem', { body: proof });

/** Reads a mail to the payer and redeems its link, as deployed: now this browser has a fresh proof of that mailbox. */
export async function proveMailbox(
  harness: Pick<DeployedHarness, 'answerLinkRequests' | 'mail'>,
  browser: ReaderBrowser,
  email: string,
): Promise<void> {
  await askForLink(browser, email);
  await harness.answerLinkRequests();
  const said = await redeem(browser, { token: foundIn(await newestMessage(harness.mail.endpoint, email)).token });
  if (said.status !== 200) throw new Error(`the link was not redeemed: ${said.status}`);
}
