// One reader's browser as far as the API can see: a cookie jar that respects paths and ages, and the headers that a page of
// the newsroom sends. An answer comes back complete, so that a test can check its cookies too.
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type Instant, second } from '../../shared/core/time.ts';
import type { Requested } from './gateway-event.ts';

export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
  /** The body as JSON; undefined if it is none. */
  readonly json: unknown;
}
export interface Sent {
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** In addition to those of the jar. */
  readonly cookies?: readonly string[];
  readonly sourceIp?: string;
  /** A navigation from another site, as from Checkout: cookies with `SameSite=Strict` are not sent. */
  readonly isCrossSite?: boolean;
}
export interface ReaderBrowser {
  call(method: string, path: string, sent?: Sent): Promise<Said>;
  /** The value of a cookie that this browser would send to `path` now. */
  cookie(name: string, path?: string): string | undefined;
}

interface SavedState {
  readonly value: string;
  readonly path: string;
  readonly endsAt: Instant;
  readonly isStrict: boolean;
}

export interface Reach {
  readonly origin: string;
  readonly now: () => Instant;
  readonly ask: (requested: Requested) => Promise<APIGatewayProxyStructuredResultV2>;
}

export function readerBrowser({ origin, now, ask }: Reach): ReaderBrowser {
  const jar = new Map<string, SavedState>();
  const sentTo = (path: string) => [...jar].filter(([, saved]) => saved.endsAt > now() && isWithin(path, saved.path));
  return {
    async call(method, path, sent = {}) {
      const { pathname } = new URL(path, origin);
      const said = saidOf(
        await ask({
          method,
          path,
          headers: { ...headersOf(method, sent, origin), ...sent.headers },
          cookies: [
            ...sentTo(pathname)
              .filter(([, saved]) => !(saved.isStrict && sent.isCrossSite === true))
              .map(([name, saved]) => `${name}=${saved.value}`),
            ...(sent.cookies ?? []),
          ],
          at: now(),
          ...(sent.body === undefined ? {} : { body: textOf(sent.body) }),
          ...(sent.sourceIp === undefined ? {} : { sourceIp: sent.sourceIp }),
        }),
      );
      for (const cookie of said.cookies) keep(jar, cookie, now());
      return said;
    },
    cookie: (name, path = '/') => sentTo(path).find(([each]) => each === name)?.[1].value,
  };
}

const textOf = (body: object | string): string => (typeof body === 'string' ? body : JSON.stringify(body));

function headersOf(method: string, { body, isCrossSite }: Sent, origin: string): Record<string, string> {
  return {
    'sec-fetch-site': isCrossSite === true ? 'cross-site' : 'same-origin',
    // A call of a script, unless a test says otherwise.
    'sec-fetch-mode': isCrossSite === true ? 'navigate' : 'cors',
    ...(method === 'GET' ? {} : { origin }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

export function saidOf(answer: APIGatewayProxyStructuredResultV2): Said {
  const body = answer.body ?? '';
  return {
    status: answer.statusCode ?? 0,
    headers: Object.fromEntries(Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)])),
    cookies: answer.cookies ?? [],
    body,
    json: jsonIn(body),
  };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function keep(jar: Map<string, SavedState>, cookie: string, now: Instant): void {
  const [pair = '', ...attributes] = cookie.split('; ');
  const at = pair.indexOf('=');
  const attribute = (name: string) =>
    attributes.find((each) => each.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const age = attribute('max-age');
  const endsAt = age === undefined ? Number.POSITIVE_INFINITY : now + Number(age) * second;
  const isStrict = attribute('samesite')?.toLowerCase() === 'strict';
  jar.set(pair.slice(0, at), { value: pair.slice(at + 1), path: attribute('path') ?? '/', endsAt, isStrict });
}

/** RFC 6265 §5.1.4. */
const isWithin = (path: string, cookiePath: string): boolean =>
  path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`);
