// `npm run rotate` on a running stage: while a key or secret is replaced, no supporter loses the standing and no webhook is
// refused. The old one is removed only when nothing needs it. No step prints a secret.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { secretNames } from '../../local/environment/secrets.ts';
import { openEdge } from '../../local/servers/edge.ts';
import { fingerprintOf } from '../../operations/account/open-account.ts';
import { stripeWith } from '../../operations/account/stripe-key.ts';
import { passRotation } from '../../operations/rotate/rotate-pass.ts';
import { pepperRotation } from '../../operations/rotate/rotate-pepper.ts';
import { sealRotation } from '../../operations/rotate/rotate-seal.ts';
import { webhookRotation } from '../../operations/rotate/rotate-webhook.ts';
import type { RotateNeeds, Step } from '../../operations/rotate/rotation.ts';
import { tableRotationRows } from '../../operations/rotate/rotation-rows.ts';
import { readTarget } from '../../operations/stage/deploy-target.ts';
import { storedSecrets } from '../../operations/stage/stored-secrets.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { day, minute } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { type PassKeyServer, startPassKeyServer } from '../support/pass-key-server.ts';
import { secretsIn } from '../support/secrets-in.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

const putRow = (TableName: string, pk: string, sk: string, more: object = {}) =>
  new PutCommand({ TableName, Item: { pk, sk, ...more } });
const takeRow = (TableName: string, pk: unknown, sk: unknown) => new DeleteCommand({ TableName, Key: { pk, sk } });
const finishing = { isFinishing: true, isAtOnce: false };
const atOnce = { isFinishing: true, isAtOnce: true };
const sealNames = { SEAL_SECRET: 'test/seal', SEALING_SECRET: 'test/sealing' };

describe.skipIf(isTableMissing())('npm run rotate', () => {
  let harness: DeployedHarness;
  let edge: PassKeyServer;
  let needs: RotateNeeds;
  const shown: Step[] = [];
  const did = async (step: Promise<Step>): Promise<Step> => {
    shown.push(await step);
    return step;
  };
  const secret = (name: string): unknown => JSON.parse(harness.secrets[name] ?? 'null');
  const keysOf = (name: string) =>
    z.parse(z.object({ current: z.string(), keys: z.record(z.string(), z.string()) }), secret(name));

  beforeAll(async () => {
    harness = await openDeployedHarness();
    edge = await startPassKeyServer();
    harness.coldStart(sealNames);
    const target = readTarget();
    harness.coldStart();
    needs = {
      target,
      fingerprintOf,
      secrets: storedSecrets(),
      chance: systemChance,
      clock: systemClock,
      smtpCredentials: null,
      passKeys: edge.store,
      stripe: () => stripeWith('sk_test_deployed', target),
      rows: tableRotationRows(harness.table.documentClient, harness.table.tableName),
      reach: fetch,
    };
  });
  afterAll(async () => {
    await edge?.stop();
    await harness?.stop();
  });
  afterEach(() => {
    for (const value of secretsIn(harness.secrets)) expect(JSON.stringify(shown)).not.toContain(value);
  });

  test('pass: every supporter stays recognised, by the API and at the edge', async () => {
    const names = {
      passCookie: settings.cookies.pass,
      passHeader: settings.edge.passHeader,
      notFromHereHeader: 'x-there',
      neverAsk: [],
    };
    const atEdge = openEdge(names, (id) => edge.entries.get(id), systemClock);
    const isQuiet = (cookie: string | undefined) =>
      atEdge.isQuiet(new Headers({ cookie: `${settings.cookies.pass}=${cookie}` }));
    const passOf = (browser: ReturnType<DeployedHarness['browser']>) => browser.cookie(settings.cookies.pass);
    const browser = harness.browser();
    await steps.give(harness, browser);
    const old = passOf(browser);
    expect(old).toContain('v1.k1.');

    await did(passRotation(needs).begin());
    const { current } = keysOf(secretNames.pass);
    expect(current).not.toBe('k1');
    expect([...edge.entries.keys()].sort()).toEqual(['k1', current].sort());
    expect(await isQuiet(old)).toBe(true);
    await harness.wait(6 * minute);
    expect((await steps.readStanding(browser)).status).toBe(200);
    expect(passOf(browser)).toContain(`v1.${current}.`);
    expect([await isQuiet(old), await isQuiet(passOf(browser))]).toEqual([true, true]);

    await expect(passRotation(needs).begin()).rejects.toThrow('A rotation is in progress');
    await expect(passRotation(needs).finish(finishing)).rejects.toThrow('Not before');
    await harness.wait(11 * day);
    await did(passRotation(needs).finish(finishing));
    expect(Object.keys(keysOf(secretNames.pass).keys)).toEqual([current]);
    expect([...edge.entries.keys()]).toEqual([current]);
    expect((await steps.readStanding(browser)).status).toBe(200);
    expect(await isQuiet(passOf(browser))).toBe(true);
    await expect(passRotation(needs).finish(finishing)).rejects.toThrow('nothing to finish');
  });

  test('webhook: events of the old and the new endpoint are accepted until the old one is deleted', async () => {
    const { deliveries } = harness.sandbox.state;
    const refused = () => deliveries.tally.refused;
    await did(webhookRotation(needs).begin());
    const { secrets } = z.parse(z.object({ secrets: z.array(z.string()) }), secret(secretNames.webhook));
    expect(secrets).toHaveLength(2);
    await harness.wait(2 * minute);
    const [before, delivered] = [refused(), deliveries.tally.delivered];
    const browser = harness.browser();
    const given = await steps.give(harness, browser);
    expect(refused()).toBe(before);
    expect(deliveries.tally.delivered).toBeGreaterThan(delivered);
    expect(await steps.readStanding(browser)).toMatchObject({ json: { standing: { supporter: true } } });
    expect(given.said.status).toBe(303);
    const post = async (by: string) => {
      const { body, signature } = signed(stripeEvent('customer.created', { id: 'cus_one' }), harness.now(), by);
      const headers = { 'stripe-signature': signature };
      return (await harness.ask({ method: 'POST', path: '/v1/stripe/events', body, headers })).statusCode;
    };
    for (const each of secrets) expect(await post(each)).toBe(200);
    expect(await post('whsec_of_somebody_else')).toBe(400);

    await expect(webhookRotation(needs).begin()).rejects.toThrow('A rotation is in progress');
    await expect(webhookRotation(needs).finish(finishing)).rejects.toThrow('Not before');
    await harness.wait(3 * day + minute);
    await did(webhookRotation(needs).finish(finishing));
    expect(harness.sandbox.state.world.webhookEndpoints.size).toBe(1);
    await harness.wait(6 * minute);
    await steps.give(harness, harness.browser());
    expect(refused()).toBe(before);
    const [fresh = '', gone = ''] = secrets;
    expect([await post(fresh), await post(gone)]).toEqual([200, 400]);
    expect(secret(secretNames.webhook)).toEqual({ secrets: [fresh] });
  });

  test('pepper: both are looked up, and the old one stays while a row needs it', async () => {
    await did(pepperRotation(needs).begin());
    expect(Object.keys(keysOf(secretNames.pepper).keys)).toHaveLength(2);
    await harness.table.documentClient.send(putRow(harness.table.tableName, 'EMAIL#p1#a-hash', 'cus_one'));
    await expect(pepperRotation(needs).finish(finishing)).rejects.toThrow(/Still under the old pepper: \d+ pointers/);
    await expect(pepperRotation(needs).finish(atOnce)).rejects.toThrow('Still under');
    for (const { pk, sk } of await harness.table.rows()) {
      if (String(pk).startsWith('EMAIL#p1#'))
        await harness.table.documentClient.send(takeRow(harness.table.tableName, pk, sk));
    }
    await did(pepperRotation(needs).finish(finishing));
    expect(Object.keys(keysOf(secretNames.pepper).keys)).toHaveLength(1);
  });

  test('seal: the private key is stored before anything is sealed to it, and stays while a sealed row needs it', async () => {
    const pair = { privateKey: Buffer.alloc(32, 3).toString('base64url'), publicKey: 'x'.repeat(43) };
    harness.secrets['test/seal'] = JSON.stringify({ current: 's1', keys: { s1: pair.privateKey } });
    harness.secrets['test/sealing'] = JSON.stringify({ current: 's1', key: pair.publicKey });
    await did(sealRotation(needs).begin());
    const { current, keys } = keysOf('test/seal');
    expect(Object.keys(keys)).toEqual(['s1', current]);
    expect(secret('test/sealing')).toMatchObject({ current: 's1' });
    await expect(sealRotation(needs).begin()).rejects.toThrow('Not before');
    await expect(sealRotation(needs).finish(finishing)).rejects.toThrow('not published yet');
    await harness.wait(7 * minute);
    await did(sealRotation(needs).begin());
    expect(secret('test/sealing')).toMatchObject({ current });
    const row = putRow(harness.table.tableName, 'REMINDER#p1#a-hash', '-', { sealed: 's1.s1.abc.def' });
    await harness.table.documentClient.send(row);
    // The link of a first message lies in a mailbox alone, sealed to the old key, for a week.
    await harness.wait(7 * day);
    await expect(sealRotation(needs).finish(finishing)).rejects.toThrow(/Not before .* may still be confirmed/);
    await harness.wait(40 * minute);
    await expect(sealRotation(needs).finish(finishing)).rejects.toThrow('1 reminders');
    await harness.table.documentClient.send(takeRow(harness.table.tableName, 'REMINDER#p1#a-hash', '-'));
    await did(sealRotation(needs).finish(finishing));
    expect(Object.keys(keysOf('test/seal').keys)).toEqual([current]);
  });

  test('pass at once: a leaked key is removed without waiting', async () => {
    await did(passRotation(needs).begin());
    await did(passRotation(needs).finish(atOnce));
    expect(Object.keys(keysOf(secretNames.pass).keys)).toHaveLength(1);
  });
});
