// A reader without a browser: gives, pays and comes back over HTTP, and stores cookies as a browser would for
// this one host. For tests of the harness where Chromium would add nothing.
import * as z from 'zod/mini';

const opened = z.object({ checkoutId: z.string(), url: z.string() });
const paid = z.object({ successUrl: z.string() });
const offer = z.object({
  currency: z.string(),
  amounts: z.object({ monthly: z.object({ suggestedMinor: z.tuple([z.int()], z.int()) }) }),
});
const standing = z.object({
  standing: z.object({ supporter: z.boolean() }),
});

export interface HttpReader {
  /**
   * Opens a monthly checkout of the first amount that is offered, pays it with a card and comes back from it. Returns the
   * final address. The amount is not fixed, because `npm start` uses the newsroom's own settings.
   */
  give(): Promise<string>;
  standing(): Promise<z.infer<typeof standing>['standing'] | number>;
}

/** Browsers store cookies by host name whatever the port, so `cookies` may be used in another run. */
export function httpReader(
  site: string,
  sandbox: string,
  cookies = new Map<string, string>(),
  browser: { readonly userAgent?: string; takes?(cookie: string): boolean } = {},
): HttpReader {
  const { userAgent = 'Reader/1', takes = () => true } = browser;
  const call = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: { ...init.headers, cookie, origin: site, 'user-agent': userAgent },
    });
    for (const each of response.headers.getSetCookie()) {
      if (!takes(each)) continue;
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (/max-age=0/i.test(each)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return {
    async give() {
      const { currency, amounts } = offer.parse(await (await call(`${site}/v1/offer`)).json());
      const [amountMinor] = amounts.monthly.suggestedMinor;
      const contribution = { frequency: 'monthly', amountMinor, currency, returnUrl: `${site}/` };
      const { url } = opened.parse(await (await call(`${site}/v1/checkouts`, json(contribution))).json());
      const session = /cs_\w+/.exec(url)?.[0] ?? '';
      const pay = await fetch(
        `${sandbox}/_sandbox/checkouts/${session}/pay`,
        json({ method: 'card', email: 'reader@example.org' }),
      );
      const { successUrl } = paid.parse(await pay.json());
      return (await call(successUrl)).headers.get('location') ?? '';
    },
    async standing() {
      const response = await call(`${site}/v1/standing`);
      return response.status === 200 ? standing.parse(await response.json()).standing : response.status;
    },
  };
}
