// Secrets are read through a cache that forgets failures: a rotated one is known in five minutes, or at once when a
// signature fails.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, test } from 'vitest';
import { cachedSecret } from '../../../shared/adapters/aws/secrets.ts';
import { minute } from '../../../shared/core/time.ts';
import { someday } from '../../support/builders.ts';

/** The SDK's own client, answered before it reaches a network: `answer` says what lies in the secret now, or throws. */
function secretsWith(answer: (name: unknown) => string | undefined) {
  const client = new SecretsManagerClient({ region: 'eu-north-1' });
  const world = { now: someday, reads: 0 };
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        world.reads += 1;
        return { output: { $metadata: {}, SecretString: answer(Reflect.get(input, 'SecretId')) }, response: {} };
      },
    { step: 'initialize', priority: 'high' },
  );
  const secret = cachedSecret({ client, clock: { now: () => world.now } }, 'the-name', (text) => text.toUpperCase());
  return { world, secret };
}

describe('a secret', () => {
  test('is read by its name, parsed once, and kept for five minutes', async () => {
    const names: unknown[] = [];
    const { world, secret } = secretsWith((name) => {
      names.push(name);
      return 'one';
    });
    expect(await secret.current()).toBe('ONE');
    world.now += 5 * minute - 1;
    expect(await secret.current()).toBe('ONE');
    expect([names, world.reads]).toEqual([['the-name'], 1]);
    world.now += 1;
    await secret.current();
    expect(world.reads).toBe(2);
  });
  test('that was rotated is known after five minutes', async () => {
    let held = 'one';
    const { world, secret } = secretsWith(() => held);
    await secret.current();
    held = 'two';
    expect(await secret.current()).toBe('ONE');
    world.now += 5 * minute;
    expect(await secret.current()).toBe('TWO');
  });
  test('is read once for all who ask at the same time', async () => {
    const { world, secret } = secretsWith(() => 'one');
    expect(await Promise.all([secret.current(), secret.current(), secret.again()])).toEqual(['ONE', 'ONE', 'ONE']);
    expect(world.reads).toBe(1);
  });
});

describe('a secret asked for again', () => {
  test('is fresh at once, and from then on for everybody', async () => {
    let held = 'one';
    const { world, secret } = secretsWith(() => held);
    await secret.current();
    held = 'two';
    world.now += minute;
    expect(await secret.again()).toBe('TWO');
    expect(await secret.current()).toBe('TWO');
    expect(world.reads).toBe(2);
  });
  test('is read at most once a minute, however many forgeries come', async () => {
    const { world, secret } = secretsWith(() => 'one');
    await secret.current();
    for (let forgery = 0; forgery < 50; forgery += 1) {
      world.now += 1000;
      await secret.again();
    }
    expect(world.reads).toBe(1);
  });
});

describe('a secret that cannot be had', () => {
  test('is a failure that is not kept', async () => {
    const held: (string | undefined)[] = [undefined, '', 'one'];
    const { secret } = secretsWith(() => held.shift());
    await expect(secret.current()).rejects.toThrow('a secret is empty');
    await expect(secret.current()).rejects.toThrow('a secret is empty');
    expect(await secret.current()).toBe('ONE');
  });
  test('because it does not parse is a failure that is not kept', async () => {
    const client = new SecretsManagerClient({ region: 'eu-north-1' });
    client.middlewareStack.add(() => async () => ({ output: { $metadata: {}, SecretString: 'x' }, response: {} }), {
      step: 'initialize',
      priority: 'high',
    });
    let tries = 0;
    const secret = cachedSecret({ client, clock: { now: () => someday } }, 'a-name', (text) => {
      tries += 1;
      if (tries === 1) throw new Error('no shape');
      return text;
    });
    await expect(secret.current()).rejects.toThrow(/^the secret a-name is not in its shape$/);
    expect(await secret.current()).toBe('x');
  });
});
