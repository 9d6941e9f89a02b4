// Reminders through the deployed doors: the bundles, DynamoDB Local, HPKE, and letters read from the mail server as SES
// would send them.
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { day, instantOfDay, monthNumberOf, monthOf, monthOfNumber } from '../../shared/core/time.ts';
import { type DeployedHouse, openDeployedHouse } from '../support/deployed-house.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { site } from '../support/newsroom.ts';
import * as deeds from '../support/newsroom-deeds.ts';
import type { Sent } from '../support/reader-browser.ts';

const mailIn = z.object({
  emails: z.array(
    z.object({ destination: z.object({ to: z.array(z.string()) }), body: z.object({ text: z.string() }) }),
  ),
});

describe.skipIf(isTableMissing())('a reminder', () => {
  let house: DeployedHouse;
  beforeAll(async () => {
    house = await openDeployedHouse();
  });
  afterAll(() => house.stop());

  const monthAhead = (ahead: number): string =>
    monthOfNumber((monthNumberOf(monthOf(house.now(), 'Europe/Riga')) ?? 0) + ahead);
  const ask = (email: string, more: object = {}, sent: Sent = {}, browser = house.browser()) =>
    browser.call('POST', '/v1/reminders', { body: { email, month: monthAhead(1), ...more }, ...sent });
  const sweep = () => house.timer('letters', { job: 'reminders' });
  const comeTo = async (month: string): Promise<void> => {
    await house.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - house.now()));
    await sweep();
  };
  const lettersTo = async (address: string) => {
    const { emails } = mailIn.parse(await (await fetch(`${house.mail.endpoint}/store`)).json());
    return emails.filter(({ destination }) => destination.to.includes(address)).map(({ body }) => body.text);
  };
  const promises = async () =>
    (await house.table.rows()).filter((row) => String(row['pk']).startsWith('PROMISE#') && row['state'] === 'due');
  const tokenIn = (letter = '') => /#mainstay-cancel=([\w-]+)/.exec(letter)?.[1] ?? '';

  test.each<[string, object, number]>([
    ['this month', { month: '+0' }, 422],
    ['a month of the past', { month: '2020-01' }, 422],
    ['thirteen months on', { month: '+13' }, 422],
    ['a month far ahead', { month: '2099-01' }, 422],
    ['no month', { month: undefined }, 422],
    ['a month of 0', { month: 0 }, 422],
    ['month 13', { month: '2026-13' }, 422],
    ['month 00', { month: '2026-00' }, 422],
    ['a day', { month: '2026-12-01' }, 422],
    ['an address without a host', { email: 'alice' }, 422],
    ['an address with a line break', { email: 'a@b.example\nBcc: c@d.example' }, 422],
    ['an address with a name', { email: 'Alice <a@b.example>' }, 422],
    ['an address that is a list', { email: 'a@b.example,c@d.example' }, 422],
    ['an address of 255 letters', { email: `${'a'.repeat(64)}@${'b.'.repeat(100)}example` }, 422],
    ['a frequency of nothing', { frequency: 'weekly' }, 422],
    ['an amount below the least', { frequency: 'monthly', amountMinor: 1, currency: 'usd' }, 422],
    ['an amount without a currency', { amountMinor: 500 }, 422],
    ['an unknown field', { remindMe: true }, 422],
    ['an address in Cyrillic', { email: 'читатель@пример.рус' }, 202],
    ['an address with umlauts and marks', { email: 'jürgen+later@bücher.example' }, 202],
    ['an address in capitals', { email: 'LOUD@EXAMPLE.ORG' }, 202],
    ['a time zone that does not exist', { timeZone: 'Nowhere/Island' }, 202],
    ['the last month there is', { month: '+12' }, 202],
  ])('asked for with %j is answered %j with %d', async (_what, more, status) => {
    const said = await ask('fine@example.org', more, { sourceIp: '198.51.100.7' });
    expect(said.status).toBe(status);
    expect(said.body).not.toContain('example');
  });

  test.each<[string, Sent, number]>([
    ['from a foreign page', { headers: { origin: 'https://evil.example' } }, 403],
    ['larger than any wish', { body: { email: 'a@b.example', month: '+1', locale: 'x'.repeat(20_000) } }, 413],
    ['as no JSON', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
  ])('asked for %s is refused', async (_what, sent, status) =>
    expect((await ask('fine@example.org', {}, sent)).status).toBe(status),
  );

  test('is one letter, whose one press ends all of them, and nothing of it can be read anywhere', async () => {
    const browser = house.browser();
    const said = await ask(
      'alice@example.org',
      { frequency: 'monthly', amountMinor: 500, currency: 'usd' },
      {},
      browser,
    );
    expect([said.status, said.json]).toEqual([202, { status: 'accepted' }]);
    expect(browser.cookie('__Secure-draft', '/v1/checkouts')).toMatch(/^[\w-]{43}$/);
    expect(browser.cookie('__Secure-draft', '/v1/standing')).toBeUndefined();
    const month = monthAhead(1);
    await comeTo(month);
    await sweep();
    const letters = await lettersTo('alice@example.org');
    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('/support#mainstay-reminder=monthly.500.usd');
    const token = tokenIn(letters[0]);
    const kept = `${JSON.stringify(await house.table.rows())}\n${house.log()}`;
    expect(kept).not.toMatch(/alice|example\.org/);
    expect(kept).not.toContain(token);

    const provider = house.browser();
    const press = {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const { origin: _, ...headers } = { origin: '', ...press.headers };
    const opened = await provider.call('GET', `/v1/reminders/cancel/${token}`);
    expect([opened.status, opened.headers['location']]).toEqual([303, `${site}/reminders#mainstay-cancel=${token}`]);
    await ask('alice@example.org');
    for (const each of [token, token, 'never-given']) {
      expect((await provider.call('POST', `/v1/reminders/cancel/${each}`, { ...press, headers })).status).toBe(200);
    }
    expect((await ask('alice@example.org')).status).toBe(202);
    await comeTo(monthAhead(1));
    expect(await lettersTo('alice@example.org')).toHaveLength(1);
  });

  test('is cancelled by the claim of the browser that asked, whatever address it gave under', async () => {
    const browser = house.browser();
    await ask('two-addresses@example.org', {}, {}, browser);
    const opened = await deeds.openCheckout(browser);
    await deeds.pay(house, opened, 'card', 'other-address@example.org');
    const said = await deeds.comeBack(browser, opened);
    expect(said.cookies.filter((each) => each.startsWith('__Secure-draft=;'))).toHaveLength(1);
    await comeTo(monthAhead(1));
    expect(await lettersTo('two-addresses@example.org')).toEqual([]);
  });

  test('is not written to who gave under the same address in any browser', async () => {
    await ask('giver@example.org');
    const giver = house.browser();
    const opened = await deeds.openCheckout(giver);
    await deeds.pay(house, opened, 'card', 'giver@example.org');
    await deeds.comeBack(giver, opened);
    await house.drain();
    const month = monthAhead(1);
    await house.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - house.now()));
    await house.drain();
    await sweep();
    expect(await lettersTo('giver@example.org')).toEqual([]);
  });

  test('of which one row among many was damaged and one was moved to another id reaches all others, once', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `reader${at}@example.org`);
    for (const [at, name] of names.entries()) await ask(name, {}, { sourceIp: `198.51.100.${at + 10}` });
    const [damaged, moved] = await promises();
    const { documentClient, tableName } = house.table;
    const set = (row: Record<string, unknown> | undefined, name: string, value: unknown) =>
      documentClient.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { pk: row?.['pk'], sk: '-' },
          UpdateExpression: 'SET #name = :value',
          ExpressionAttributeNames: { '#name': name },
          ExpressionAttributeValues: { ':value': value },
        }),
      );
    await set(damaged, 'sealed', 'nonsense');
    await set(moved, 'id', `rm_${'x'.repeat(22)}`);
    const month = monthAhead(1);
    await house.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - house.now()));
    await Promise.all([sweep(), sweep()]);
    const counts = await Promise.all(names.map(async (name) => (await lettersTo(name)).length));
    expect(counts.filter((count) => count > 1)).toEqual([]);
    expect(counts.filter((count) => count === 1)).toHaveLength(28);
    expect(house.log()).toContain('"message":"reminder-failed"');
    await set(damaged, 'sealed', damaged?.['sealed']);
    await set(moved, 'id', moved?.['id']);
    await house.wait(day);
    await sweep();
    const after = await Promise.all(names.map(async (name) => (await lettersTo(name)).length));
    expect(after.every((count) => count === 1)).toBe(true);
  });

  test('is never written again to an address that bounced, and the notice leaves no trace', async () => {
    const notice = {
      ...{ source: 'aws.ses', 'detail-type': 'Email Bounced' },
      detail: {
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'Gone <gone@example.org>' }] },
      },
    };
    await ask('gone@example.org');
    await house.timer('letters', notice);
    await house.timer('letters', {
      ...{ source: 'aws.ses', 'detail-type': 'Email Complaint Received' },
      detail: { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'angry@example.org' }] } },
    });
    await ask('angry@example.org');
    await expect(
      house.timer('letters', { source: 'aws.ses', detail: { mail: 'gone@example.org' }, Records: 5 }),
    ).resolves.toBeUndefined();
    await expect(house.timer('letters', { somebody: 'gone@example.org' })).rejects.toThrow(
      /^the letters door was called/,
    );
    await comeTo(monthAhead(1));
    expect([...(await lettersTo('gone@example.org')), ...(await lettersTo('angry@example.org'))]).toEqual([]);
    const { Items = [] } = await house.table.documentClient.send(new ScanCommand({ TableName: house.table.tableName }));
    expect(`${JSON.stringify(Items)}${house.log()}`).not.toMatch(/gone@|angry@/);
  });
});
