// How a request arrived. Where a CDN stands before the functions, only a request with its secret is answered, and
// only then is its address header trusted. Otherwise the gateway's own address counts. Any caller can forge other headers.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { CachedSecret } from '../../shared/adapters/aws/secrets.ts';
import { isAmong } from '../../shared/adapters/node/is-among.ts';
import { networkOf } from '../../shared/core/network.ts';

export interface Edge {
  /** One, or two while it is rotated. */
  readonly secrets: CachedSecret<readonly string[]>;
  readonly secretHeader: string;
  readonly addressHeader: string;
  readonly countryHeader: string;
}
/** The network a request is counted under, and the country that the CDN says it comes from: null where none says. */
export interface Arrival {
  readonly caller: string;
  readonly country: string | null;
}

/** Null for a request that had to come through the CDN and did not. Whoever comes past a CDN says nothing that is believed. */
export async function arrivalOf(
  event: APIGatewayProxyEventV2,
  edge: Edge | undefined,
  isReachedDirectly: boolean,
): Promise<Arrival | null> {
  const direct = networkOf(event.requestContext.http.sourceIp) ?? 'unknown';
  if (edge === undefined || isReachedDirectly) return { caller: direct, country: null };
  const shown = event.headers[edge.secretHeader];
  if (shown === undefined || !(await isOurs(shown, edge.secrets))) return null;
  const caller = networkOf(addressIn(edge.addressHeader, event.headers[edge.addressHeader])) ?? direct;
  return { caller, country: event.headers[edge.countryHeader]?.toUpperCase() ?? null };
}

async function isOurs(shown: string, secrets: Edge['secrets']): Promise<boolean> {
  // It may have been rotated since it was read: then the CDN is right and the cache is old.
  return isAmong(shown, await secrets.current()) || isAmong(shown, await secrets.again());
}

/**
 * Which of our secrets a CDN sends: `rotate -- origin --finish` asks, so that the old one is removed only after no CDN sends
 * it. Null without a CDN, or for a request that did not come through it.
 */
export async function sentSecret(
  edge: Edge | undefined,
  headerOf: (name: string) => string | undefined,
): Promise<'current' | 'previous' | 'unknown' | null> {
  const shown = edge === undefined ? undefined : headerOf(edge.secretHeader);
  if (edge === undefined || shown === undefined) return null;
  if (!(await isOurs(shown, edge.secrets))) return 'unknown';
  const [current = ''] = await edge.secrets.current();
  return isAmong(shown, [current]) ? 'current' : 'previous';
}

/** CloudFront writes the port behind the address, other CDNs the address alone; IPv6 may stand in brackets. */
function addressIn(header: string, value = ''): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(value);
  if (bracketed !== null) return bracketed[1] ?? '';
  const hasPort = header === 'cloudfront-viewer-address' || /^[^:]*:\d+$/.test(value);
  return hasPort ? value.replace(/:\d+$/, '') : value;
}
