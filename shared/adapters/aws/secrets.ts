// Reads secrets from AWS Secrets Manager through a 5-minute cache, and again at once (at most once a minute) when a
// signature fails, so that a rotated secret is known without a deploy. A failed read is not kept. What is wrong with a secret is
// said without a word of it: the error goes to the log.
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Instant, minute } from '../../core/time.ts';
import type { Clock } from '../../ports/system.ts';

export interface CachedSecret<T> {
  current(): Promise<T>;
  again(): Promise<T>;
}
const cacheLife = 5 * minute;
const leastApart = minute;

export function cachedSecret<T>(
  { client, clock }: { readonly client: SecretsManagerClient; readonly clock: Clock },
  name: string,
  parse: (text: string) => T,
): CachedSecret<T> {
  let cached: { readonly readAt: Instant; readonly value: Promise<T> } | undefined;
  const freshest = (olderThan: number): Promise<T> => {
    const now = clock.now();
    if (cached !== undefined && now - cached.readAt < olderThan) return cached.value;
    const former = cached;
    const value = readSecret(client, name).then((text) => parsed(text, parse, name));
    const reading = { readAt: now, value };
    cached = reading;
    // A good value outlives a bad read: one forged signature during an outage must not shut the function to true ones.
    value.catch(() => {
      if (cached === reading) cached = former;
    });
    return value;
  };
  return { current: () => freshest(cacheLife), again: () => freshest(leastApart) };
}

// What JSON.parse says quotes the text, and a pasted key is one.
function parsed<T>(text: string, parse: (text: string) => T, name: string): T {
  try {
    return parse(text);
  } catch {
    throw new Error(`the secret ${name} is not in its shape`);
  }
}

async function readSecret(client: SecretsManagerClient, name: string): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  if (SecretString === undefined || SecretString === '') throw new Error('a secret is empty');
  return SecretString;
}
