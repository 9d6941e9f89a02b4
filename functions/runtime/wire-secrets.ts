// The secrets of one door, by name, behind the cache.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CachedSecret, cachedSecret } from '../../shared/adapters/aws/secrets.ts';
import { systemClock } from '../../shared/adapters/node/system.ts';

export function wireSecrets(): <T>(name: string, parse: (text: string) => T) => CachedSecret<T> {
  const client = new SecretsManagerClient({ maxAttempts: 3 });
  return (name, parse) => cachedSecret({ client, clock: systemClock }, name, parse);
}
