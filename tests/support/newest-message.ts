// The newest message to an address, as the mail server of the local run has it: the text that its reader would see.
import * as z from 'zod/mini';

const storeIn = z.object({
  emails: z.array(
    z.object({ destination: z.object({ to: z.array(z.string()) }), body: z.object({ text: z.string() }) }),
  ),
});

export async function newestMessage(endpoint: string, address: string): Promise<string> {
  const { emails } = storeIn.parse(await (await fetch(`${endpoint}/store`)).json());
  // A message goes to the address in the form that is hashed: in lower case.
  const isFor = (to: readonly string[]): boolean => to.some((each) => each.toLowerCase() === address.toLowerCase());
  const newest = emails.filter(({ destination }) => isFor(destination.to)).at(-1);
  if (newest === undefined) throw new Error('no message came');
  return newest.body.text;
}
