// `npm run rotate -- origin` on deployed functions behind a CDN: the old secret is removed only after requests through the CDN
// have shown that the new one arrives. The CDN is a small server that sends whatever secret it was last deployed with.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { settings } from '#settings';
import { secretNames } from '../../local/environment/secrets.ts';
import { type Listening, listen } from '../../local/servers/listen.ts';
import { originRotation } from '../../operations/rotate/rotate-origin.ts';
import type { RotateNeeds } from '../../operations/rotate/rotation.ts';
import { readTarget } from '../../operations/stage/deploy-target.ts';
import { storedSecrets } from '../../operations/stage/stored-secrets.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { minute } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';

const old = 'o'.repeat(40);
const finishing = { isFinishing: true, isAtOnce: false };
const secretIn = z.object({ sent: z.string(), others: z.array(z.string()) });

describe.skipIf(isTableMissing())('npm run rotate -- origin', () => {
  let harness: DeployedHarness;
  let cdn: Listening;
  let needs: RotateNeeds;
  /** What each of the CDN's servers sends, one after another; null sends no secret. */
  let sends: readonly (string | null)[] = [];
  let requests = 0;
  const stored = () => z.parse(secretIn, JSON.parse(harness.secrets[secretNames.origin] ?? 'null'));

  beforeAll(async () => {
    harness = await openDeployedHarness();
    cdn = await listen(0, 'the CDN', async (request, response) => {
      const secret = sends[requests % sends.length] ?? null;
      requests += 1;
      const headers = secret === null ? {} : { [settings.edge.secretHeader]: secret };
      const said = await harness.ask({ method: 'GET', path: request.url?.split('?')[0] ?? '', headers });
      response.writeHead(said.statusCode ?? 500, { 'content-type': 'application/json' }).end(said.body);
    });
  });
  afterAll(async () => {
    await cdn?.close();
    await harness?.stop();
  });
  beforeEach(async () => {
    harness.secrets[secretNames.origin] = JSON.stringify({ sent: old, others: [] });
    harness.coldStart({ ORIGIN_SECRET: secretNames.origin, ORIGIN_HEADER: settings.edge.secretHeader });
    [sends, requests] = [[old], 0];
    needs = {
      target: { ...readTarget(), apiUrl: `http://127.0.0.1:${cdn.port}` },
      fingerprintOf: () => '',
      secrets: storedSecrets(),
      chance: systemChance,
      clock: systemClock,
      smtpCredentials: null,
      passKeys: null,
      stripe: () => Promise.reject(new Error('not needed')),
      rows: { countPeppered: async () => new Map(), countSealed: async () => 0 },
      reach: fetch,
    };
    await originRotation(needs).begin();
  });

  test('a deploy without a new secretVersion does not finish: the CDN still sends the old secret', async () => {
    await harness.wait(7 * minute);
    await expect(originRotation(needs).finish(finishing)).rejects.toThrow('The CDN still sends the old secret');
    expect(stored().others).toEqual([old]);
    expect(
      (await harness.browser().call('GET', '/v1/offer', { headers: { [settings.edge.secretHeader]: old } })).status,
    ).toBe(200);
  });

  test('once every server of the CDN sends the new secret, the old one is removed and no longer accepted', async () => {
    const { sent } = stored();
    sends = [sent];
    await harness.wait(7 * minute);
    await originRotation(needs).finish(finishing);
    expect(stored()).toEqual({ sent, others: [] });
    expect(requests).toBe(5);
    await harness.wait(6 * minute);
    const through = (secret: string) =>
      harness.browser().call('GET', '/v1/offer', { headers: { [settings.edge.secretHeader]: secret } });
    expect([(await through(sent)).status, (await through(old)).status]).toEqual([200, 403]);
  });

  test('one server that still sends the old secret is enough to refuse', async () => {
    sends = [stored().sent, stored().sent, old];
    await harness.wait(7 * minute);
    await expect(originRotation(needs).finish(finishing)).rejects.toThrow('still sends the old secret');
    expect(stored().others).toEqual([old]);
  });

  test.each([
    ['a secret of nobody', 'x'.repeat(40), 'a secret that the functions do not know'],
    ['no secret', null, 'arrived without the secret'],
  ])('%s is no proof', async (_what, secret, reason) => {
    sends = [secret];
    await harness.wait(7 * minute);
    await expect(originRotation(needs).finish(finishing)).rejects.toThrow(reason);
    expect(stored().others).toEqual([old]);
  });

  test('a CDN that does not answer is no proof, and --at-once finishes all the same', async () => {
    await harness.wait(7 * minute);
    const dead = { ...needs, target: { ...needs.target, apiUrl: 'http://127.0.0.1:9' } };
    await expect(originRotation(dead).finish(finishing)).rejects.toThrow('did not answer through the CDN');
    expect(stored().others).toEqual([old]);
    await originRotation(dead).finish({ isFinishing: true, isAtOnce: true });
    expect(stored().others).toEqual([]);
  });

  test('a function may not know the new secret yet: it waits, and sends nothing', async () => {
    sends = [stored().sent];
    await expect(originRotation(needs).finish(finishing)).rejects.toThrow('Not before');
    expect(requests).toBe(0);
  });

  test('what health says names no secret', async () => {
    const { sent } = stored();
    const said = await harness.ask({
      method: 'GET',
      path: '/v1/health',
      headers: { [settings.edge.secretHeader]: sent },
    });
    expect(said.body).toBe('{"status":"ok","originSecret":"current"}');
    expect((await harness.ask({ method: 'GET', path: '/v1/health' })).body).toBe('{"status":"ok"}');
  });
});
