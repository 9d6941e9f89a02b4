// `npm run setup` without its process: what it prints, and what it changes at Stripe and in the secrets.
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import {
  parseKeyRing,
  parseOriginSecrets,
  parseSigningSecrets,
  parseStripeSecret,
} from '../../functions/runtime/secret-shapes.ts';
import { planWebhook } from '../../operations/setup/plan-webhook.ts';
import { setUp } from '../../operations/setup/set-up.ts';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { eventTypes, stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import { type CommandStage, functionsKey, openCommandStage, webhookUrl } from '../support/command-stage.ts';
import { startPassKeyServer } from '../support/pass-key-server.ts';

const productId = productIdOf(settings.installation);
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const opened: CommandStage[] = [];
async function open(...filled: Parameters<typeof openCommandStage>): Promise<CommandStage> {
  const stage = await openCommandStage(...filled);
  opened.push(stage);
  return stage;
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
});
const keyRingIn = z.object({ current: z.string(), keys: z.record(z.string(), z.string()) });
const sure = { isSure: true };
const valuesIn = (secrets: Readonly<Record<string, string>>): string[] =>
  Object.values(secrets).flatMap((text) => text.match(/[\w-]{20,}/g) ?? []);

describe('on a new account and a new stage', () => {
  test('it creates endpoint, portal and product for the functions, and fills every secret', async () => {
    const { needs, stage, secrets } = await open();
    expect(await setUp(needs, sure)).toBe(true);
    const [endpoint, ...others] = (await stage.stripe.webhookEndpoints.list()).data;
    expect(others).toEqual([]);
    expect(endpoint).toMatchObject({ url: webhookUrl, api_version: stripeApiVersion, status: 'enabled' });
    expect(endpoint?.enabled_events.toSorted()).toEqual(Object.keys(eventTypes).toSorted());
    const [portal] = (await stage.stripe.billingPortal.configurations.list({ active: true })).data;
    expect(portal?.features).toMatchObject({
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      payment_method_update: { enabled: true },
      invoice_history: { enabled: true },
      customer_update: { enabled: false },
      subscription_update: { enabled: false },
    });
    const product = await stage.stripe.products.retrieve(productId);
    expect(product.name).toBe(settings.discreet.productName);
    expect(product.statement_descriptor).toBe(settings.discreet.membershipStatement);
    expect(parseStripeSecret(secrets['stage/Stripe'] ?? '')).toEqual({
      key: functionsKey,
      portal: portal?.id,
      product: productId,
    });
    expect(parseSigningSecrets(secrets['stage/Webhook'] ?? '')).toHaveLength(1);
    expect(parseKeyRing(secrets['stage/Pass'] ?? '').keys.size).toBe(1);
    expect(parseKeyRing(secrets['stage/Pepper'] ?? '').keys.size).toBe(1);
    expect(parseOriginSecrets(secrets['stage/Origin'] ?? '')).toHaveLength(1);
  });

  test('it prints no secret, neither a stored nor a passed one', async () => {
    const { needs, secrets, said } = await open();
    await setUp(needs, sure);
    const printed = said();
    const values = [...valuesIn(secrets), functionsKey];
    expect(values.length).toBeGreaterThan(6);
    // Ids of objects at Stripe are not secret.
    for (const value of values.filter((each) => !/^(?:mainstay|bpc)_/.test(each))) expect(printed).not.toContain(value);
  });

  test('the private key opens what was sealed to the public key', async () => {
    const { needs, json } = await open();
    await setUp(needs, sure);
    const { current, key } = z.parse(z.object({ current: z.string(), key: z.string() }), json('Sealing'));
    const keyRing = keyRingIn.parse(json('Seal'));
    expect(keyRing.current).toBe(current);
    const bytes = (text = '') => new Uint8Array(Buffer.from(text, 'base64url'));
    const recipientPublicKey = await suite.kem.deserializePublicKey(bytes(key));
    const recipientKey = await suite.kem.deserializePrivateKey(bytes(keyRing.keys[current]));
    const { enc, ct } = await suite.seal({ recipientPublicKey }, new TextEncoder().encode('a text'));
    expect(new TextDecoder().decode(await suite.open({ recipientKey, enc }, ct))).toBe('a text');
  });
});

describe('before it changes anything', () => {
  test('it prints the changes, and makes none if the answer is no', async () => {
    const { needs, stage, secrets, said } = await open();
    const questions: string[] = [];
    const ask = async (question: string) => {
      questions.push(question);
      return false;
    };
    expect(await setUp({ ...needs, ask }, { isSure: false })).toBe(false);
    expect(questions).toHaveLength(1);
    expect(said()).toContain(`create one at ${webhookUrl}`);
    expect((await stage.stripe.webhookEndpoints.list()).data).toEqual([]);
    expect(Object.values(secrets).join('')).toBe('');
  });

  test('it refuses without a terminal', async () => {
    const { needs, secrets } = await open();
    await expect(setUp(needs, { isSure: false })).rejects.toThrow('--yes');
    expect(Object.values(secrets).join('')).toBe('');
  });
});

describe('a second time', () => {
  test('it finds nothing to change, and every byte stays', async () => {
    const { needs, stage, secrets, said } = await open();
    await setUp(needs, sure);
    const before = { ...secrets };
    const account = async () => [
      (await stage.stripe.webhookEndpoints.list()).data,
      (await stage.stripe.billingPortal.configurations.list()).data,
      (await stage.stripe.products.list()).data,
    ];
    const accountBefore = await account();
    said();
    expect(await setUp(needs, sure)).toBe(true);
    expect(said()).toContain('Nothing to change.');
    expect(secrets).toEqual(before);
    expect(await account()).toEqual(accountBefore);
  });

  test('it corrects what somebody changed by hand, and nothing else', async () => {
    const { needs, stage, secrets } = await open();
    await setUp(needs, sure);
    const before = { ...secrets };
    const [endpoint] = (await stage.stripe.webhookEndpoints.list()).data;
    const [portal] = (await stage.stripe.billingPortal.configurations.list()).data;
    await stage.stripe.webhookEndpoints.update(endpoint?.id ?? '', {
      enabled_events: ['invoice.paid', 'invoice.created'],
      disabled: true,
    });
    await stage.stripe.billingPortal.configurations.update(portal?.id ?? '', {
      features: { customer_update: { enabled: true, allowed_updates: ['email'] } },
    });
    await stage.stripe.products.update(productId, {
      name: 'Donation to a banned newspaper',
      statement_descriptor: 'BANNED NEWSPAPER',
    });
    expect(await setUp(needs, sure)).toBe(true);
    const [mended] = (await stage.stripe.webhookEndpoints.list()).data;
    expect(mended).toMatchObject({ id: endpoint?.id, status: 'enabled' });
    expect(mended?.enabled_events.toSorted()).toEqual(Object.keys(eventTypes).toSorted());
    const configuration = await stage.stripe.billingPortal.configurations.retrieve(portal?.id ?? '');
    expect(configuration.features.customer_update.enabled).toBe(false);
    expect(await stage.stripe.products.retrieve(productId)).toMatchObject({
      name: settings.discreet.productName,
      statement_descriptor: settings.discreet.membershipStatement,
    });
    expect(secrets).toEqual(before);
  });

  test.each([
    `${webhookUrl}/`,
    webhookUrl.replace('/v1/', '/V1/'),
    'https://old.example/v1/stripe/events',
    `${webhookUrl}?a=1`,
  ])('it says of an endpoint at %s that its events reach nobody, and leaves it alone', async (url) => {
    const { needs, stage } = await open();
    await setUp(needs, sure);
    const event = { enabled_events: ['invoice.paid' as const] };
    const stray = await stage.stripe.webhookEndpoints.create({ url, ...event });
    await stage.stripe.webhookEndpoints.create({ url, ...event, metadata: { mainstay_stage: 'another' } });
    await stage.stripe.webhookEndpoints.create({ url: 'https://shop.example/hooks', ...event });
    const notices = (await planWebhook(needs)).filter(({ state }) => state === 'notice');
    expect(notices.map(({ is }) => is)).toEqual([
      `${stray.id} delivers to ${url}, which is not ${webhookUrl}: its events reach nobody here`,
    ]);
    await setUp(needs, sure);
    expect((await stage.stripe.webhookEndpoints.list()).data).toHaveLength(4);
  });

  test('it creates a second endpoint beside one of another version, and keeps both secrets', async () => {
    const { needs, stage, secrets, said } = await open();
    await setUp(needs, sure);
    const [endpoint] = (await stage.stripe.webhookEndpoints.list()).data;
    const { webhookEndpoints } = stage.sandbox.state.world;
    const stored = webhookEndpoints.get(endpoint?.id ?? '');
    if (stored !== undefined) webhookEndpoints.set(stored.id, { ...stored, api_version: '2025-03-31.basil' });
    expect(await setUp(needs, sure)).toBe(true);
    expect((await stage.stripe.webhookEndpoints.list()).data).toHaveLength(2);
    expect(parseSigningSecrets(secrets['stage/Webhook'] ?? '')).toHaveLength(2);
    said();
    expect(await setUp(needs, sure)).toBe(true);
    expect(said()).toContain('rotate -- webhook --finish');
  });

  test('it replaces an endpoint whose secret is lost, because its events can only be refused', async () => {
    const { needs, stage, secrets } = await open();
    await setUp(needs, sure);
    const [endpoint] = (await stage.stripe.webhookEndpoints.list()).data;
    secrets['stage/Webhook'] = '';
    expect(await setUp(needs, sure)).toBe(true);
    const [fresh, ...others] = (await stage.stripe.webhookEndpoints.list()).data;
    expect(others).toEqual([]);
    expect(fresh?.id).not.toBe(endpoint?.id);
    const world = stage.sandbox.state.world;
    expect(parseSigningSecrets(secrets['stage/Webhook'] ?? '')).toEqual([world.endpointSecrets.get(fresh?.id ?? '')]);
  });
});

describe('a secret that is filled', () => {
  test('is never overwritten, even if it is wrong', async () => {
    const wrong = { Pass: { current: 'x', keys: {} }, Pepper: { current: 'p1', keys: { p1: 'x'.repeat(43) } } };
    const { needs, json, said } = await open(wrong);
    expect(await setUp(needs, sure)).toBe(false);
    expect(json('Pass')).toEqual(wrong.Pass);
    expect(json('Pepper')).toEqual(wrong.Pepper);
    expect(said()).toContain('does not have its shape');
  });

  test('a key of the other mode is a problem, and is not stored', async () => {
    const { needs, secrets, said } = await open();
    await expect(setUp({ ...needs, functionsKey: 'sk_live_no' }, sure)).rejects.toThrow('key is not stored');
    expect(said()).toContain('is not a test key');
    expect(secrets['stage/Stripe']).toBe('');
  });
});

describe('the pass keys of the edge', () => {
  test('are filled with the pass key, also when the store was created again', async () => {
    const edge = await startPassKeyServer();
    try {
      const { needs, json, said } = await open();
      await setUp({ ...needs, passKeys: edge.store }, sure);
      const { keys } = keyRingIn.parse(json('Pass'));
      expect(Object.fromEntries(edge.entries)).toEqual(keys);
      edge.entries.clear();
      await setUp({ ...needs, passKeys: edge.store }, sure);
      expect(Object.fromEntries(edge.entries)).toEqual(keys);
      said();
      await setUp({ ...needs, passKeys: edge.store }, sure);
      const printed = said();
      expect(printed).toContain('Nothing to change.');
      for (const key of Object.values(keys)) expect(printed).not.toContain(key);
    } finally {
      await edge.stop();
    }
  });
});

test('each permission of a restricted key is tried without changing anything', async () => {
  const { needs, stage, said } = await open();
  const may = ['rak_checkout_session_write', 'rak_customer_read', 'rak_invoice_read', 'rak_event_read'];
  await stage.command('/keys', { key: 'rk_test_narrow', may });
  const functionsStripe = sdkFor(stage.sandbox, 0, 'rk_test_narrow');
  await setUp({ ...needs, functionsStripe }, sure);
  const printed = said();
  expect(printed).toMatch(/✓ Checkout Sessions +rak_checkout_session_write/);
  expect(printed).toMatch(/✗ Customers +rak_customer_write/);
  expect(printed).toMatch(/✓ Events +rak_event_read/);
  expect(printed).toMatch(/✗ Subscriptions +rak_subscription_write/);
  expect(printed).toMatch(/✗ Credit notes +rak_credit_note_read .*\n +→ Stripe: Having the 'rak_credit_note_read'/);
  expect(printed).toContain('https://dashboard.stripe.com/test/apikeys/create?name=Mainstay&permissions[]=rak_');
  expect(printed).not.toMatch(/rk_test_|acct_/);
  expect((await stage.stripe.customers.list()).data).toEqual([]);
});

test('the settings that no API reads are a list with advice', async () => {
  const { needs, said } = await open();
  await setUp(needs, sure);
  const printed = said();
  for (const word of ['receipt', 'expiring cards', 'renewal reminders', 'Smart Retries', 'when all retries failed'])
    expect(printed.toLowerCase()).toContain(word.toLowerCase());
  expect(printed).toContain('discreet');
});
