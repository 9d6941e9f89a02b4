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
    token: /#redeem=([\w-]+)/.exec(text)?.[1] ?? '',
    // On a line of its own: one token in some hundreds holds what looks like a code.
    code: /^ *([0-9A-Z]{5}-[0-9A-Z]{5})$/m.exec(text)?.[1] ?? '',
  };
}

/** Requests a link, and reads the message that came; where none did, the code of the last one. */
export async function mailedLink(
  newsroom: Newsroom,
  browser: ReaderBrowser,
  { email, purpose = 'portal' }: { readonly email: string; readonly purpose?: 'portal' | 'device' },
) {
  const before = newsroom.mailer.posted().length;
  const requested = await askForLink(browser, email, purpose);
  await newsroom.answerLinkRequests();
  const [posted] = newsroom.mailer.posted().slice(before);
  const last = newsroom.mailer.posted().findLast(({ to }) => to === email);
  const { token } = foundIn(posted?.message.text ?? '');
  return { requested, link: linkIn(requested.json), posted, token, code: foundIn(last?.message.text ?? '').code };
}
export const redeem = (browser: ReaderBrowser, proof: object) =>
  browser.call('POST', '/v1/links/redeem', { body: proof });

/** Reads a mail to the payer and redeems its link, as deployed: now this browser has a fresh proof of that mailbox. */
export async function proveMailbox(
  harness: Pick<DeployedHarness, 'answerLinkRequests' | 'mail'>,
  browser: ReaderBrowser,
  email: string,
): Promise<void> {
  const link = linkIn((await askForLink(browser, email)).json);
  await harness.answerLinkRequests();
  // Its code opens whatever was asked for lately, also where another request was written for.
  const { code } = foundIn(await newestMessage(harness.mail.endpoint, email));
  const said = await redeem(browser, { link, code });
  if (said.status !== 200) throw new Error(`the link was not redeemed: ${said.status}`);
}
