// The secrets of one function, by name, behind the cache.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CachedSecret, cachedSecret } from '../../shared/adapters/aws/secrets.ts';
import { systemClock } from '../../shared/adapters/node/system.ts';

/** Lambda may freeze a read halfway; after the thaw it fails by this timeout instead of waiting for ever. */
const requestHandler = { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true };

export type OpenSecret = <T>(name: string, parse: (text: string) => T) => CachedSecret<T>;

export function wireSecrets(): OpenSecret {
  const client = new SecretsManagerClient({ maxAttempts: 3, requestHandler });
  return (name, parse) => cachedSecret({ client, clock: systemClock }, name, parse);
}
