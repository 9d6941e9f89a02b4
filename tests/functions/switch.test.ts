// The switches as staff use them: the command itself, in a process of its own, and the deployed functions that read them
// within half a minute.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { minute, second } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';

const run = promisify(execFile);
const quarter = 15 * minute;
// The harness has put every address into the environment, as a person would for a stage.
const command = (...strings: readonly string[]) => run(process.execPath, ['operations/switch.ts', ...strings]);

describe.skipIf(isTableMissing())('npm run switch', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());
  const open = () => harness.browser().call('POST', '/v1/checkouts', { body: steps.tenOnce });
  const throwAndWait = async (...strings: readonly string[]) => {
    const { stdout } = await command(...strings);
    await harness.wait(30 * second);
    return stdout;
  };

  test('stops checkouts, says so, and lets them go on', async () => {
    expect((await open()).status).toBe(201);
    const requested = harness.sandbox.state.requestsSeen;
    expect(await throwAndWait('checkouts', 'stop')).toMatch(/checkouts +stopped\n +mail +going/);
    const said = await open();
    expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'checkouts-stopped' })]);
    expect(said.headers['retry-after']).toBe('300');
    // Nothing is counted at Stripe or here: a flood costs nothing while checkouts are stopped.
    expect(harness.sandbox.state.requestsSeen).toBe(requested);
    expect(harness.log()).toContain('"message":"checkout-refused"');
    expect(await throwAndWait('checkouts', 'go')).toMatch(/checkouts +going/);
    expect((await open()).status).toBe(201);
  });

  test('stops all messages; a request for a link gets the usual answer', async () => {
    const mail = async () => (await harness.witness.mail(harness.mail.endpoint)).length;
    const ask = async () => {
      const said = await askForLink(harness.browser(), 'reader@example.org');
      await harness.answerLinkRequests();
      return [said.status, Object.keys(Object(said.json))];
    };
    const opened = await steps.openCheckout(harness.browser(), steps.tenOnce);
    await steps.pay(harness, opened, 'card', 'reader@example.org');
    await harness.drain();
    const before = await mail();
    const going = await ask();
    expect(await mail()).toBe(before + 1);
    // One message in a quarter of an hour: the next would leave.
    await harness.wait(quarter);
    await throwAndWait('mail', 'stop');
    expect(await ask()).toEqual(going);
    expect(await mail()).toBe(before + 1);
    await harness.wait(quarter);
    await throwAndWait('mail', 'go');
    await ask();
    expect(await mail()).toBe(before + 2);
  });

  test.each([['checkouts'], ['checkouts', 'halt'], ['payments', 'stop']])(
    '%s %s is no command, and changes nothing',
    async (...strings) => {
      const before = await harness.held();
      await expect(command(...strings)).rejects.toThrow('Name the switch');
      expect(await harness.held()).toEqual(before);
    },
  );
});
