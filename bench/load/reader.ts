// One reader over HTTP, with the cookies that a browser would keep for this site: opens a checkout, pays it at the sandbox,
// comes back, and asks for the standing. Every answer of the API is counted.
import { randomBytes } from 'node:crypto';
import type { Tally } from './tally.ts';

export interface Addresses {
  readonly site: string;
  readonly sandbox: string;
}
export interface Reader {
  openCheckout(frequency: 'once' | 'monthly'): Promise<string>;
  pay(session: string): Promise<string>;
  comeBack(successUrl: string): Promise<void>;
  isSupporter(): Promise<boolean>;
}

export function newReader({ site, sandbox }: Addresses, tally: Tally): Reader {
  const cookies = new Map<string, string>();
  const call = async (step: string, url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, cookie, origin: site, 'sec-fetch-site': 'same-origin' };
    const response = await tally.timed(step, () => fetch(url, { redirect: 'manual', ...init, headers }));
    for (const each of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
      if (/max-age=0/i.test(each)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    async openCheckout(frequency) {
      const wanted = { frequency, amountMinor: 1000, currency: 'usd', returnUrl: `${site}/` };
      const response = await call('open a checkout', `${site}/v1/checkouts`, {
        ...post(wanted),
        headers: { ...json, 'idempotency-key': randomBytes(16).toString('hex') },
      });
      const { url = '' }: { url?: string } = await response.json();
      return /cs_\w+/.exec(url)?.[0] ?? '';
    },
    async pay(session) {
      const email = `${randomBytes(8).toString('hex')}@reader.example`;
      const response = await fetch(`${sandbox}/_sandbox/checkouts/${session}/pay`, {
        ...post({ method: 'card', email }),
        headers: json,
      });
      const { successUrl = '' }: { successUrl?: string } = await response.json();
      return successUrl;
    },
    async comeBack(successUrl) {
      await call('come back', successUrl);
    },
    async isSupporter() {
      const response = await call('ask for standing', `${site}/v1/standing`);
      const answer: { standing?: { supporter?: boolean } } = await response.json();
      return answer.standing?.supporter === true;
    },
  };
}

const json = { 'content-type': 'application/json' };
const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
