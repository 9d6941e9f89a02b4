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
}

/** The network a request is counted under; null where it had to come through the CDN and did not. */
export async function callerOf(
  event: APIGatewayProxyEventV2,
  edge: Edge | undefined,
  isReachedDirectly: boolean,
): Promise<string | null> {
  const direct = networkOf(event.requestContext.http.sourceIp) ?? 'unknown';
  if (edge === undefined || isReachedDirectly) return direct;
  const shown = event.headers[edge.secretHeader];
  if (shown === undefined || !(await isOurs(shown, edge.secrets))) return null;
  return networkOf(addressIn(edge.addressHeader, event.headers[edge.addressHeader])) ?? direct;
}

async function isOurs(shown: string, secrets: Edge['secrets']): Promise<boolean> {
  // It may have been rotated since it was read: then the CDN is right and the cache is old.
  return isAmong(shown, await secrets.current()) || isAmong(shown, await secrets.again());
}

/** CloudFront writes the port behind the address, other CDNs the address alone; IPv6 may stand in brackets. */
function addressIn(header: string, value = ''): string {
  const bracketed = /^\[([^\]]*)\](?::\d+)?$/.exec(value);
  if (bracketed !== null) return bracketed[1] ?? '';
  const hasPort = header === 'cloudfront-viewer-address' || /^[^:]*:\d+$/.test(value);
  return hasPort ? value.replace(/:\d+$/, '') : value;
}
