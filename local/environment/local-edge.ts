// The CDN's part of a local run. As a CDN does, the site says to the functions which address and which country a request comes
// from, beside the origin secret; what a browser says of itself in these headers is thrown away.
import type { IncomingMessage } from 'node:http';
import { settings } from '#settings';
import type { Edge } from '../../functions/runtime/passage.ts';
import { parseOriginSecrets } from '../../functions/runtime/secret-shapes.ts';
import type { Secrets } from '../servers/secrets-server.ts';
import { countryIn } from '../servers/viewer-country.ts';
import { secretNames } from './secrets.ts';

const { secretHeader, addressHeader, countryHeader } = settings.edge;

const originSecrets = (secrets: Secrets): readonly string[] => parseOriginSecrets(secrets[secretNames.origin] ?? '{}');

/** What functions from source know of the CDN; bundles read the same from their environment. */
export function edgeOf(secrets: Secrets): Edge {
  const read = async () => originSecrets(secrets);
  return { secrets: { current: read, again: read }, secretHeader, addressHeader, countryHeader };
}

/** What the environment of a function says of the CDN. */
export const edgeEnvironment = { ORIGIN_SECRET: secretNames.origin, ORIGIN_HEADER: secretHeader } as const;

export type EdgeHeaders = (request: IncomingMessage) => Readonly<Record<string, string | undefined>>;
export const edgeHeaders =
  (secrets: Secrets): EdgeHeaders =>
  ({ socket, headers }) => {
    const { remoteAddress = '127.0.0.1', remotePort = 0 } = socket;
    return {
      [secretHeader]: originSecrets(secrets)[0],
      [addressHeader]: addressHeader === 'cloudfront-viewer-address' ? `${remoteAddress}:${remotePort}` : remoteAddress,
      [countryHeader]: countryIn(headers.cookie) ?? undefined,
    };
  };
