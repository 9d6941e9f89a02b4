// A mailed link through the deployed doors: the bundles, DynamoDB Local, the letters queue, and letters read from the mail
// server as SES would send them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, linkIn, redeem } from '../support/link-deeds.ts';
import * as deeds from '../support/newsroom-deeds.ts';

const mailIn = z.object({
  emails: z.array(
    z.object({
      destination: z.object({ to: z.array(z.string()) }),
      from: z.string(),
      body: z.object({ text: z.string(), html: z.string() }),
    }),
  ),
});

describe.skipIf(isTableMissing())('a mailed link', () => {
  let house: DeployedHouse;
  beforeAll(async () => {
    house = await openDeployedHouse();
  });
  afterAll(() => house.stop());
  const mailTo = async (address: string) => {
    const { emails } = mailIn.parse(await (await fetch(`${house.mail.endpoint}/store`)).json());
    return emails.filter((each) => each.destination.to.includes(address));
  };
  const giveAs = async (address: string) => {
    const giver = house.browser();
    const opened = await deeds.openCheckout(giver);
    await deeds.pay(house, opened, 'card', address);
    await deeds.comeBack(giver, opened);
    await house.drain();
    return giver;
  };

  test('makes a second browser a device, and of all who press at once exactly one', async () => {
    await giveAs('once@example.org');
    await askForLink(house.browser(), 'once@example.org');
    await house.answerWishes();
    const [letter] = await mailTo('once@example.org');
    const { token } = foundIn(letter?.body.text ?? '');
    const all = await Promise.all(Array.from({ length: 12 }, () => redeem(house.browser(), { token })));
    expect(all.map((each) => each.status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 404)]);
  });

  test('opens by its code in the browser that asked, and the portal with it', async () => {
    await giveAs('code@example.org');
    const second = house.browser();
    const asked = await askForLink(second, 'code@example.org');
    await house.answerWishes();
    const [letter] = await mailTo('code@example.org');
    const said = await redeem(second, { link: linkIn(asked.json), code: foundIn(letter?.body.text ?? '').code });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ pass: expect.any(Object) })]);
    expect((await second.call('POST', '/v1/portal', { body: {} })).status).toBe(200);
  });

  test('leaves the queue empty and nothing readable anywhere: table, log, queue', async () => {
    await giveAs('unseen@example.org');
    await askForLink(house.browser(), 'unseen@example.org');
    await askForLink(house.browser(), 'nobody@example.org');
    await house.answerWishes();
    expect(await house.wishes.count()).toBe(0);
    expect([(await mailTo('unseen@example.org')).length, (await mailTo('nobody@example.org')).length]).toEqual([1, 0]);
    const kept = `${JSON.stringify(await house.table.rows())}\n${house.log()}`;
    expect(kept).not.toMatch(/unseen|nobody@/);
    const { token, code } = foundIn((await mailTo('unseen@example.org'))[0]?.body.text ?? '');
    for (const secret of [token.slice(22), token.slice(0, 22), code]) expect(kept).not.toContain(secret);
  });
});
