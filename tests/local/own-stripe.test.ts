// README's own-Stripe path. A sandbox on a port of its own stands for Stripe: an account that nobody has set up. Nothing of the
// run's own sandbox is known there, what setup made survives a stop, and the terminal says what is missing.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LocalEnvironment, startEnvironment } from '../../local/environment/environment.ts';
import { localInstallation } from '../../local/environment/local-installation.ts';
import { openSecrets, type StripeKeys, secretNames } from '../../local/environment/secrets.ts';
import { openState } from '../../local/environment/state.ts';
import { createProduct } from '../../packages/stripe-sandbox/source/catalog/product.ts';
import { createConfiguration } from '../../packages/stripe-sandbox/source/portal/configuration.ts';
import { type SandboxServer, serveSandbox } from '../../packages/stripe-sandbox/source/server.ts';
import { systemChance } from '../../shared/adapters/node/system.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { httpReader } from '../support/http-reader.ts';
import { startLocalRun } from '../support/local-run.ts';

const productId = productIdOf(localInstallation);
vi.spyOn(console, 'log').mockImplementation(() => undefined);

let folder = '';
let account: SandboxServer;
let keys: StripeKeys;
const running: LocalEnvironment[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mainstay-own-stripe-'));
  const settings = { hasDefaultPortal: false };
  account = await serveSandbox({ port: 0, seed: 5, now: Date.now, endpoints: [], settings });
  keys = { secretKey: 'sk_test_51ownaccount', webhookSecret: 'whsec_51ownaccount', apiUrl: account.url };
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((environment) => environment.stop()));
  await account.close();
  rmSync(folder, { recursive: true, force: true });
});
async function start(stripe: 'sandbox' | StripeKeys): Promise<LocalEnvironment> {
  const environment = await startEnvironment({ port: 0, stateDir: folder, stripe, memory: true });
  running.push(environment);
  return environment;
}
const stop = (): Promise<void> => running.splice(0)[0]?.stop() ?? Promise.resolve();
const secretWith = (ids: object): string => JSON.stringify({ key: keys.secretKey, ...ids });
const portalId = (): string => createConfiguration(account.sandbox.state.world, { features: {} }).id;

// The first of them may have to build the bundles.
describe('supporters', () => {
  test('of the sandbox are unknown in a run with one’s own Stripe, and its own in one with the sandbox', async () => {
    const [ofSandbox, ofAccount] = [new Map<string, string>(), new Map<string, string>()];
    const first = await start('sandbox');
    await httpReader(first.site, first.sandboxAddress ?? '', ofSandbox).give();
    await stop();

    const own = await start(keys);
    expect(await httpReader(own.site, account.url, new Map(ofSandbox)).standing()).toBe(401);
    const reader = httpReader(own.site, account.url, ofAccount);
    await reader.give();
    expect(await reader.standing()).toMatchObject({ supporter: true });
    await stop();

    const again = await start(keys);
    expect(await httpReader(again.site, account.url, new Map(ofAccount)).standing()).toMatchObject({ supporter: true });
    await stop();

    const back = await start('sandbox');
    const sandbox = back.sandboxAddress ?? '';
    expect(await httpReader(back.site, sandbox, new Map(ofAccount)).standing()).toBe(401);
    expect(await httpReader(back.site, sandbox, ofSandbox).standing()).toMatchObject({ supporter: true });
  });
});

describe('what setup made', () => {
  const stripeIn = (stripe: StripeKeys) => {
    const { secrets, keepSecret } = openSecrets(openState(folder), systemChance, stripe);
    return { ids: JSON.parse(secrets[secretNames.stripe] ?? ''), keepSecret };
  };
  test('is there at the next start with the same key, and the key itself is in no file', () => {
    stripeIn(keys).keepSecret(secretNames.stripe, secretWith({ portal: 'bpc_1', product: productId }));
    expect(stripeIn(keys).ids).toEqual({ key: keys.secretKey, portal: 'bpc_1', product: productId });
    for (const file of ['made-at-stripe', 'secrets'])
      expect(readFileSync(join(folder, `${file}.json`), 'utf8')).not.toContain('51ownaccount');
  });
  test('is not used with the key of another account, nor by the sandbox', () => {
    stripeIn(keys).keepSecret(secretNames.stripe, secretWith({ portal: 'bpc_1' }));
    expect(stripeIn({ ...keys, secretKey: 'sk_test_52other' }).ids).toEqual({ key: 'sk_test_52other' });
    const { secrets } = openSecrets(openState(folder), systemChance, null);
    expect(secrets[secretNames.stripe]).not.toContain('bpc_1');
  });
  test('a key ring that was rotated meanwhile survives too, in both kinds of run', () => {
    stripeIn(keys).keepSecret(secretNames.pepper, '{"current":"p2","keys":{}}');
    for (const stripe of [keys, null]) {
      const { secrets } = openSecrets(openState(folder), systemChance, stripe);
      expect(secrets[secretNames.pepper]).toContain('p2');
    }
  });
  test('a secret that a command put for the sandbox is not lost by a run with one’s own Stripe', () => {
    const sandboxSecrets = () => openSecrets(openState(folder), systemChance, null);
    sandboxSecrets().keepSecret(secretNames.webhook, '{"secrets":["whsec_rolled"]}');
    stripeIn(keys).keepSecret(secretNames.pepper, '{"current":"p2","keys":{}}');
    expect(sandboxSecrets().secrets[secretNames.webhook]).toContain('whsec_rolled');
    expect(openSecrets(openState(folder), systemChance, keys).secrets[secretNames.webhook]).toContain('51ownaccount');
  });
});

describe('the terminal says', () => {
  const lacking = async (): Promise<string> => (await (await start(keys)).missingAtStripe()).join('\n');

  test('what an account lacks that nobody set up', async () => {
    const said = await lacking();
    expect(said).toMatch(/No configuration of the customer portal[\s\S]*No product[\s\S]*npm run setup/);
    expect(said).not.toMatch(/sk_|acct_/);
  });
  test('nothing when all is there, with the ids that setup stored', async () => {
    createProduct(account.sandbox.state.world, { id: productId, name: 'Support' });
    openSecrets(openState(folder), systemChance, keys).keepSecret(
      secretNames.stripe,
      secretWith({ portal: portalId(), product: productId }),
    );
    expect(await lacking()).toBe('');
  });
  test('that a product is archived, or a stored portal is gone', async () => {
    openSecrets(openState(folder), systemChance, keys).keepSecret(
      secretNames.stripe,
      secretWith({ portal: 'bpc_gone', product: 'prod_gone' }),
    );
    expect(await lacking()).toMatch(/customer portal[\s\S]*No product/);
  });
  test('that the key may not look', async () => {
    keys = { ...keys, secretKey: 'rk_test_narrow' };
    account.sandbox.state.restrictedKeys.set('rk_test_narrow', []);
    expect(await lacking()).toContain('The key may not read');
  });
  test('that Stripe cannot be asked', async () => {
    account.sandbox.state.faults.push({ status: 401, times: 9 });
    expect(await lacking()).toContain('Stripe does not know the key.');
  });
  test('nothing about Stripe in a run with the sandbox', async () => {
    expect(await (await start('sandbox')).missingAtStripe()).toEqual([]);
  });

  test('all of it after the addresses, and ends in order', async () => {
    const environment = {
      PATH: '/nowhere',
      PORT: '0',
      STRIPE_SECRET_KEY: keys.secretKey,
      STRIPE_WEBHOOK_SECRET: keys.webhookSecret,
      STRIPE_API_URL: account.url,
    };
    const run = startLocalRun(['--state', folder], environment);
    await run.saying(/your own test mode/);
    await run.saying(/✗ Stripe {2}No configuration of the customer portal[\s\S]*needs Java 17 here/);
    expect(run.said()).not.toContain('51ownaccount');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
  });
});
