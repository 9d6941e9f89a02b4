// The switches as staff throw them: the command itself, in a process of its own, and the deployed doors that hear of it
// within half a minute.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { second } from '../../shared/core/time.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink } from '../support/link-deeds.ts';
import * as deeds from '../support/newsroom-deeds.ts';

const run = promisify(execFile);
// The house has put where everything is into the environment, as a person would for a stage.
const command = (...words: readonly string[]) => run(process.execPath, ['local/commands/switch.ts', ...words]);

describe.skipIf(isTableMissing())('npm run switch', () => {
  let house: DeployedHouse;
  beforeAll(async () => {
    house = await openDeployedHouse();
  });
  afterAll(() => house?.stop());
  const open = () => house.browser().call('POST', '/v1/checkouts', { body: deeds.tenOnce });
  const throwAndWait = async (...words: readonly string[]) => {
    const { stdout } = await command(...words);
    await house.wait(30 * second);
    return stdout;
  };

  test('stops checkouts, says so, and lets them go on', async () => {
    expect((await open()).status).toBe(201);
    const asked = house.sandbox.desk.requestsSeen;
    expect(await throwAndWait('checkouts', 'stop')).toMatch(/checkouts +stopped\n +letters +going/);
    const said = await open();
    expect([said.status, said.json]).toEqual([503, expect.objectContaining({ code: 'checkouts-stopped' })]);
    expect(said.headers['retry-after']).toBe('300');
    // Neither counted at Stripe nor anywhere: a flood costs nothing while it is stopped.
    expect(house.sandbox.desk.requestsSeen).toBe(asked);
    expect(house.log()).toContain('"message":"checkout-refused"');
    expect(await throwAndWait('checkouts', 'go')).toMatch(/checkouts +going/);
    expect((await open()).status).toBe(201);
  });

  test('stops all letters; whoever asks for a link is told the same as ever', async () => {
    const letters = async () => (await house.witness.letters(house.mail.endpoint)).length;
    const ask = async () => {
      const said = await askForLink(house.browser(), 'reader@example.org');
      await house.answerWishes();
      return [said.status, Object.keys(Object(said.json))];
    };
    const opened = await deeds.openCheckout(house.browser(), deeds.tenOnce);
    await deeds.pay(house, opened, 'card', 'reader@example.org');
    await house.drain();
    const before = await letters();
    const going = await ask();
    expect(await letters()).toBe(before + 1);
    await throwAndWait('letters', 'stop');
    expect(await ask()).toEqual(going);
    expect(await letters()).toBe(before + 1);
    await throwAndWait('letters', 'go');
    await ask();
    expect(await letters()).toBe(before + 2);
  });

  test.each([['checkouts'], ['checkouts', 'halt'], ['payments', 'stop']])(
    '%s %s is no order, and changes nothing',
    async (...words) => {
      const before = await house.held();
      await expect(command(...words)).rejects.toThrow('Say which and how');
      expect(await house.held()).toEqual(before);
    },
  );
});
