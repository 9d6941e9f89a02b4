// The mailbox of a reader during a local run, and all steps to prove it: the form on the account page,
// the e-mail, its link, and the button behind it.
import * as z from 'zod/mini';
import type { LocalEnvironment } from '../../local/environment/environment.ts';
import { accountPage, type Reader } from './browser-reader.ts';

const storeIn = z.object({
  emails: z.array(
    z.object({ destination: z.object({ to: z.array(z.string()) }), body: z.object({ text: z.string() }) }),
  ),
});
const addressesIn = z.looseObject({ mail: z.string() });

async function messagesTo(environment: LocalEnvironment, address: string): Promise<readonly string[]> {
  const { mail } = addressesIn.parse(await (await fetch(`${environment.site}/_local`)).json());
  const { emails } = storeIn.parse(await (await fetch(`${new URL(mail).origin}/store`)).json());
  return emails.filter(({ destination }) => destination.to.includes(address)).map(({ body }) => body.text);
}

/** Requests a link on the open account page, and reads the e-mail that comes. */
export const askForLink = (environment: LocalEnvironment, { page }: Reader, address: string): Promise<string> =>
  messageAfter(environment, address, async () => {
    await page.locator('mainstay-account').getByLabel('E-mail address').fill(address);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.locator('mainstay-account').getByText('Check your e-mail').waitFor();
  });

/** The e-mail that the given steps send to the address. */
export async function messageAfter(
  environment: LocalEnvironment,
  address: string,
  ask: () => Promise<void>,
): Promise<string> {
  const { length: before } = await messagesTo(environment, address);
  await ask();
  for (let look = 0; look < 200; look += 1) {
    const messages = await messagesTo(environment, address);
    const newest = messages.at(-1);
    if (newest !== undefined && messages.length > before) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no e-mail came');
}

export const linkIn = (text: string): string => /https?:\S+#redeem=\S+/.exec(text)?.[0] ?? '';

/** Afterwards this browser has a fresh proof of that mailbox, and the account page shows what is stored. */
export async function proveMailbox(environment: LocalEnvironment, reader: Reader, address: string): Promise<void> {
  await reader.open(accountPage);
  const text = await askForLink(environment, reader, address);
  await reader.page.goto(linkIn(text));
  await reader.page.reload();
  await reader.page.getByRole('button', { name: 'Recognise this browser' }).click();
  await reader.page.getByRole('button', { name: 'Manage membership' }).first().waitFor();
}
