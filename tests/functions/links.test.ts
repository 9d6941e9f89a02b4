// A mailed link through the deployed functions: the bundles, DynamoDB Local, the mail queue, and messages read from the mail
// server as SES would send them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { askForLink, foundIn, linkIn, redeem } from '../support/link-steps.ts';
import * as steps from '../support/newsroom-steps.ts';
import { pressPortal } from '../support/portal-steps.ts';

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
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness.stop());
  const mailTo = async (address: string) => {
    const { emails } = mailIn.parse(await (await fetch(`${harness.mail.endpoint}/store`)).json());
    return emails.filter((each) => each.destination.to.includes(address));
  };
  const giveAs = async (address: string) => {
    const giver = harness.browser();
    const opened = await steps.openCheckout(giver);
    await steps.pay(harness, opened, 'card', address);
    await steps.comeBack(giver, opened);
    await harness.drain();
    return giver;
  };

  test('makes a second browser a device, and of several presses at once exactly one succeeds', async () => {
    await giveAs('once@example.org');
    await askForLink(harness.browser(), 'once@example.org');
    await harness.answerLinkRequests();
    const [message] = await mailTo('once@example.org');
    const { token } = foundIn(message?.body.text ?? '');
    const all = await Promise.all(Array.from({ length: 12 }, () => redeem(harness.browser(), { token })));
    expect(all.map((each) => each.status).sort()).toEqual([200, ...Array.from({ length: 11 }, () => 404)]);
  });

  test('opens by its code in the browser that asked, and the portal with it', async () => {
    await giveAs('code@example.org');
    const second = harness.browser();
    const requested = await askForLink(second, 'code@example.org');
    await harness.answerLinkRequests();
    const [message] = await mailTo('code@example.org');
    const said = await redeem(second, { link: linkIn(requested.json), code: foundIn(message?.body.text ?? '').code });
    expect([said.status, said.json]).toEqual([200, expect.objectContaining({ pass: expect.any(Object) })]);
    expect((await pressPortal(second)).status).toBe(303);
  });

  test('costs the same requests of the table and one seal, the first time and the twentieth, known or not', async () => {
    await giveAs('worked@example.org');
    const work = async (email: string) => {
      const before = harness.judged();
      await askForLink(harness.browser(), email);
      const [requests, waiting] = [harness.judged() - before, await harness.inputs.count()];
      await harness.answerLinkRequests();
      return { requests, waiting };
    };
    const done = [];
    for (let posts = 0; posts < 20; posts += 1) done.push(await work('worked@example.org'));
    done.push(await work('nobody-at-all@example.org'));
    expect(new Set(done.map((each) => JSON.stringify(each)))).toEqual(new Set(['{"requests":0,"waiting":1}']));
    // One, or two where a quarter of an hour began meanwhile.
    expect((await mailTo('worked@example.org')).length).toBeLessThan(3);
  });

  test('leaves the queue empty and nothing readable anywhere: table, log, queue', async () => {
    await giveAs('unseen@example.org');
    await askForLink(harness.browser(), 'unseen@example.org');
    await askForLink(harness.browser(), 'nobody@example.org');
    await harness.answerLinkRequests();
    expect(await harness.inputs.count()).toBe(0);
    expect([(await mailTo('unseen@example.org')).length, (await mailTo('nobody@example.org')).length]).toEqual([1, 0]);
    const saved = `${JSON.stringify(await harness.table.rows())}\n${harness.log()}`;
    expect(saved).not.toMatch(/unseen|nobody@/);
    const { token, code } = foundIn((await mailTo('unseen@example.org'))[0]?.body.text ?? '');
    for (const secret of [token.slice(22), token.slice(0, 22), code]) expect(saved).not.toContain(secret);
  });
});
