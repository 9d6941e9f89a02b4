// What anybody may send to open a checkout, by table: each is a problem with a stable code, none is a 5xx, nothing is
// stored, and no answer repeats what was sent.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { badInputs, canary, form, raw } from './bad-inputs.ts';

describe.skipIf(isTableMissing())('POST /v1/checkouts', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
    // Warm, so that no row below is the first request.
    await steps.openCheckout(harness.browser());
  });
  afterAll(() => harness?.stop());

  test.each(badInputs)('refuses $what', async ({ sent, code, status }) => {
    const before = await harness.table.rows();
    const said = await harness.browser().call('POST', '/v1/checkouts', sent);
    expect([said.status, said.json]).toEqual([status, expect.objectContaining({ status, code, type: 'about:blank' })]);
    expect(said.headers['content-type']).toBe('application/problem+json');
    expect([said.cookies, await harness.table.rows()]).toEqual([[], before]);
    expect(harness.log()).toContain(`"failure":"${code}"`);
    expect(`${said.body}${harness.log()}`).not.toContain(canary);
  });

  test('refuses any JSON, never with a 5xx, and stores nothing', async () => {
    const before = await harness.table.rows();
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({
        frequency: fc.jsonValue(),
        amountMinor: fc.jsonValue(),
        currency: fc.jsonValue(),
        returnUrl: fc.jsonValue(),
      }),
      fc.dictionary(fc.constantFrom('__proto__', 'amountMinor', 'toString', 'email'), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (value) => {
        const said = await harness.browser().call('POST', '/v1/checkouts', raw(JSON.stringify(value)));
        expect([422, 413]).toContain(said.status);
      }),
      { numRuns: 300 },
    );
    expect(await harness.table.rows()).toEqual(before);
  });

  test('shows a person with a plain form a small page with a way back, without what they typed', async () => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      referer: `${steps.article}?q=${canary}`,
    };
    const said = await harness
      .browser()
      .call('POST', '/v1/checkouts', { ...form({ amount: `<script>${canary}` }), headers });
    expect([said.status, said.headers['content-type']]).toEqual([422, 'text/html; charset=utf-8']);
    expect(said.body).toContain(`href="${steps.article}"`);
    expect(said.body).not.toContain(canary);
  });

  test('takes the same request in base64 and with headers in any case', async () => {
    const { statusCode } = await harness.ask({
      method: 'POST',
      path: '/v1/checkouts',
      body: JSON.stringify(steps.fiveMonthly),
      isBase64: true,
      headers: { Origin: 'https://meridian.example', 'Content-Type': 'application/json; charset=UTF-8' },
    });
    expect(statusCode).toBe(201);
  });
});
