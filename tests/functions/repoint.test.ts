// Staff corrected a mistyped address in Stripe's dashboard and run `npm run repoint`: from then on links lead to the supporter
// from the new address only, also after whatever syncs or rebuilds the supporter from Stripe. Through the deployed functions.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sdkFor } from '../../packages/stripe-sandbox/tests/stage.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, proveMailbox } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';

describe.skipIf(isTableMissing())('npm run repoint', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const run = promisify(execFile);
  const repoint = (...given: readonly string[]) =>
    run(process.execPath, ['operations/repoint.ts', ...given], { env: { ...process.env } }).then(
      ({ stdout }) => ({ isDone: true, said: stdout }),
      (failed: { stderr: string }) => ({ isDone: false, said: failed.stderr }),
    );
  const paidUnder = async (email: string) => {
    const opened = await steps.openCheckout(harness.browser());
    await steps.pay(harness, opened, 'card', email);
    await harness.drain();
    return { ...opened, customer: String(harness.sandbox.state.world.sessions.get(opened.session)?.customer) };
  };
  const correct = (customer: string, email: string) =>
    sdkFor(harness.sandbox, 0, 'sk_test_staff').customers.update(customer, { email });
  const isReached = (email: string) =>
    proveMailbox(harness, harness.browser(), email).then(
      () => true,
      () => false,
    );
  const resync = async ({ session }: { readonly session: string }) => {
    await harness.timer('reconcile', { job: 'weekly' });
    await harness.drain();
    expect(harness.sandbox.state.world.sessions.has(session)).toBe(true);
  };

  test('leads from the corrected address and no longer from the mistyped one, also after a whole reconciliation', async () => {
    const paid = await paidUnder('raeder@example.org');
    await correct(paid.customer, 'reader@example.org');
    expect([await isReached('raeder@example.org'), await isReached('reader@example.org')]).toEqual([true, false]);
    const { isDone, said } = await repoint(paid.customer);
    expect([isDone, said]).toEqual([true, expect.stringContaining('1 older one(s)')]);
    expect(said).not.toContain('@');
    await resync(paid);
    expect([await isReached('raeder@example.org'), await isReached('reader@example.org')]).toEqual([false, true]);
  });

  test('run again changes nothing, and a later correction takes another run', async () => {
    const paid = await paidUnder('first@example.net');
    for (const email of ['second@example.net', 'third@example.net']) {
      await correct(paid.customer, email);
      await repoint(paid.customer);
    }
    expect((await repoint(paid.customer)).said).toContain('0 older one(s)');
    const reached = ['first', 'second', 'third'].map((name) => isReached(`${name}@example.net`));
    expect([await reached[0], await reached[1], await reached[2]]).toEqual([false, false, true]);
  });

  test('the address that anybody else gave under leads to them as before', async () => {
    const [one, other] = [await paidUnder('shared@example.com'), await paidUnder('shared@example.com')];
    await correct(one.customer, 'own@example.com');
    await repoint(one.customer);
    const browser = harness.browser();
    await proveMailbox(harness, browser, 'shared@example.com');
    const shown = (await browser.call('GET', '/v1/supporter')).body;
    expect([shown.includes(other.customer), shown.includes(one.customer)]).toEqual([true, false]);
  });

  test('a request for a link that waits meanwhile leads to nobody by the old address', async () => {
    const paid = await paidUnder('slow@example.org');
    await askForLink(harness.browser(), 'slow@example.org');
    await correct(paid.customer, 'quick@example.org');
    await repoint(paid.customer);
    await harness.answerLinkRequests();
    expect(await isReached('slow@example.org')).toBe(false);
  });

  test.each([
    ['no id', [], 'cus_…'],
    ['what is no id', ['reader@example.org'], 'cus_…'],
    ['who holds nothing', ['cus_nobody'], 'Nothing is held'],
  ])('of %s is a sentence, and ends with 1', async (_, given, sentence) => {
    const { isDone, said } = await repoint(...given);
    expect([isDone, said]).toEqual([false, expect.stringContaining(sentence)]);
    expect(said).not.toMatch(/reader@|\n\s+at /);
  });

  test('an address that cannot be read is named as such, and alarms', async () => {
    const paid = await paidUnder('"quoted.reader"@example.org');
    expect(harness.log()).toContain('"message":"address-unreadable"');
    expect(harness.log()).not.toContain('quoted.reader');
    expect((await repoint(paid.customer)).said).toContain('can be read');
    await correct(paid.customer, 'readable@example.org');
    expect((await repoint(paid.customer)).isDone).toBe(true);
    expect(await isReached('readable@example.org')).toBe(true);
  });
});
