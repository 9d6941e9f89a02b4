// Reminders through the deployed functions: the bundles, DynamoDB Local, HPKE, and messages read from the mail server as SES
// would send them.
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { day, instantOfDay, monthNumberOf, monthOf, monthOfNumber } from '../../shared/core/time.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import { site } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import type { Sent } from '../support/reader-browser.ts';
import { confirmationIn, confirmReminder } from '../support/reminder-steps.ts';

const mailIn = z.object({
  emails: z.array(
    z.object({ destination: z.object({ to: z.array(z.string()) }), body: z.object({ text: z.string() }) }),
  ),
});

describe.skipIf(isTableMissing())('a reminder', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness.stop());

  const monthAhead = (ahead: number): string =>
    monthOfNumber((monthNumberOf(monthOf(harness.now(), 'Europe/Riga')) ?? 0) + ahead);
  const ask = (email: string, more: object = {}, sent: Sent = {}, browser = harness.browser()) =>
    browser.call('POST', '/v1/reminders', { body: { email, month: monthAhead(1), ...more }, ...sent });
  /** Asks, and presses the button in the message that came. */
  const remind = async (email: string, browser = harness.browser(), more: object = {}) => {
    const said = await ask(email, more, {}, browser);
    await harness.answerLinkRequests();
    const token = confirmationIn((await messagesTo(email)).at(-1));
    return { said, token, confirmed: await confirmReminder(browser, token) };
  };
  const sweep = () => harness.timer('mail', { job: 'reminders' });
  const comeTo = async (month: string): Promise<void> => {
    await harness.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - harness.now()));
    await sweep();
  };
  const messagesTo = async (address: string) => {
    const { emails } = mailIn.parse(await (await fetch(`${harness.mail.endpoint}/store`)).json());
    return emails.filter(({ destination }) => destination.to.includes(address)).map(({ body }) => body.text);
  };
  const remindersTo = async (address: string) =>
    (await messagesTo(address)).filter((text) => confirmationIn(text) === '');
  const reminders = async () =>
    (await harness.table.rows()).filter((row) => String(row['pk']).startsWith('REMINDER#') && row['state'] === 'due');
  const tokenIn = (message = '') => /#cancel=([\w-]+)/.exec(message)?.[1] ?? '';

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
    ['a host in Cyrillic', { email: 'reader@пример.рус' }, 202],
    ['a name that no mail service delivers to', { email: 'читатель@пример.рус' }, 422],
    ['a host with umlauts, a name with marks', { email: 'jurgen+later@bücher.example' }, 202],
    ['a name with umlauts', { email: 'jürgen+later@bücher.example' }, 422],
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
    ['larger than any request', { body: { email: 'a@b.example', month: '+1', locale: 'x'.repeat(20_000) } }, 413],
    ['as no JSON', { body: '{', headers: { 'content-type': 'application/json' } }, 400],
  ])('asked for %s is refused', async (_what, sent, status) =>
    expect((await ask('fine@example.org', {}, sent)).status).toBe(status),
  );

  test('is one message with one button that ends all of them, and none of it is readable in any store', async () => {
    const browser = harness.browser();
    const contribution = { frequency: 'monthly', amountMinor: 500, currency: 'usd' };
    const { said, confirmed, token: confirmation } = await remind('alice@example.org', browser, contribution);
    expect([said.status, said.json, said.cookies]).toEqual([202, { status: 'accepted' }, []]);
    expect(confirmed.status).toBe(204);
    expect((await confirmReminder(harness.browser(), confirmation)).cookies).toEqual([]);
    expect(browser.cookie('__Secure-later', '/v1/checkouts')).toMatch(/^[\w-]{43}$/);
    expect(browser.cookie('__Secure-later', '/v1/standing')).toBeUndefined();
    const month = monthAhead(1);
    await comeTo(month);
    await sweep();
    const mail = await remindersTo('alice@example.org');
    expect(mail).toHaveLength(1);
    expect(mail[0]).toContain('/support#reminder=monthly.500.usd');
    const token = tokenIn(mail[0]);
    const saved = `${JSON.stringify(await harness.table.rows())}\n${harness.log()}`;
    expect(saved).not.toMatch(/alice|example\.org/);
    expect(saved).not.toContain(token);

    const provider = harness.browser();
    const press = {
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const { origin: _, ...headers } = { origin: '', ...press.headers };
    const opened = await provider.call('GET', `/v1/reminders/cancel/${token}`);
    expect([opened.status, opened.headers['location']]).toEqual([303, `${site}/reminders#cancel=${token}`]);
    await remind('alice@example.org');
    for (const each of [token, token, 'never-given']) {
      expect((await provider.call('POST', `/v1/reminders/cancel/${each}`, { ...press, headers })).status).toBe(200);
    }
    expect((await remind('alice@example.org')).said.status).toBe(202);
    await comeTo(monthAhead(1));
    expect(await remindersTo('alice@example.org')).toHaveLength(1);
  });

  test('is cancelled by the claim of the browser that asked, whatever address it gave under', async () => {
    const browser = harness.browser();
    await remind('two-addresses@example.org', browser);
    const opened = await steps.openCheckout(browser);
    await steps.pay(harness, opened, 'card', 'other-address@example.org');
    const said = await steps.comeBack(browser, opened);
    expect(said.cookies.filter((each) => each.startsWith('__Secure-later=;'))).toHaveLength(1);
    await comeTo(monthAhead(1));
    expect(await remindersTo('two-addresses@example.org')).toEqual([]);
  });

  test('is not sent to somebody who gave with the same address in any browser', async () => {
    expect((await remind('giver@example.org')).confirmed.status).toBe(204);
    const giver = harness.browser();
    const opened = await steps.openCheckout(giver);
    await steps.pay(harness, opened, 'card', 'giver@example.org');
    await steps.comeBack(giver, opened);
    await harness.drain();
    const month = monthAhead(1);
    await harness.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - harness.now()));
    await harness.drain();
    await sweep();
    expect(await remindersTo('giver@example.org')).toEqual([]);
  });

  test('reaches all others once, where one row was damaged and one was moved to another id', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `reader${at}@example.org`);
    for (const name of names) await ask(name);
    await harness.answerLinkRequests();
    for (const name of names) await confirmReminder(harness.browser(), confirmationIn((await messagesTo(name))[0]));
    const [damaged, moved] = await reminders();
    const { documentClient, tableName } = harness.table;
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
    await harness.wait(Math.max(0, (instantOfDay(`${month}-02`) ?? 0) - harness.now()));
    await Promise.all([sweep(), sweep()]);
    const counts = await Promise.all(names.map(async (name) => (await remindersTo(name)).length));
    expect(counts.filter((count) => count > 1)).toEqual([]);
    expect(counts.filter((count) => count === 1)).toHaveLength(28);
    expect(harness.log()).toContain('"message":"reminder-failed"');
    await set(damaged, 'sealed', damaged?.['sealed']);
    await set(moved, 'id', moved?.['id']);
    await harness.wait(day);
    await sweep();
    const after = await Promise.all(names.map(async (name) => (await remindersTo(name)).length));
    expect(after.every((count) => count === 1)).toBe(true);
  });

  test('is never sent again to an address that bounced, and the notice leaves no trace', async () => {
    const notice = {
      source: 'aws.ses',
      'detail-type': 'Email Bounced',
      detail: {
        eventType: 'Bounce',
        bounce: { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'Gone <gone@example.org>' }] },
      },
    };
    await remind('gone@example.org');
    await harness.timer('mail', notice);
    await harness.timer('mail', {
      source: 'aws.ses',
      'detail-type': 'Email Complaint Received',
      detail: { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: 'angry@example.org' }] } },
    });
    expect((await remind('angry@example.org')).token).toBe('');
    await expect(
      harness.timer('mail', { source: 'aws.ses', detail: { mail: 'gone@example.org' }, Records: 5 }),
    ).resolves.toBeUndefined();
    await expect(harness.timer('mail', { somebody: 'gone@example.org' })).rejects.toThrow(
      /^the mail function was called/,
    );
    await comeTo(monthAhead(1));
    expect([...(await remindersTo('gone@example.org')), ...(await messagesTo('angry@example.org'))]).toEqual([]);
    const { Items = [] } = await harness.table.documentClient.send(
      new ScanCommand({ TableName: harness.table.tableName }),
    );
    expect(`${JSON.stringify(Items)}${harness.log()}`).not.toMatch(/gone@|angry@/);
  });
});
