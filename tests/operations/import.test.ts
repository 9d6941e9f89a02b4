// `npm run import` without its process: subscriptions of another app become memberships, except those that cannot be one. It
// prints nothing personal.
import { describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { importLines } from '../../operations/import/import-lines.ts';
import { type ImportNeeds, importMemberships } from '../../operations/import/import-memberships.ts';
import { csvTextOf, parseCsv } from '../../operations/import/parse-csv.ts';
import { readArchived } from '../../operations/import/read-archived.ts';
import { candidatesOfAccount, candidatesOfList } from '../../operations/import/read-candidates.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import { standingOf } from '../../shared/core/standing.ts';
import { type Newsroom, openNewsroom } from '../support/newsroom.ts';
import * as actions from '../support/newsroom-steps.ts';

const address = 'reader@example.org';

/** As another app of the newsroom sells it: with its own product and without our marker. */
async function subscribe(newsroom: Newsroom, price: object = {}, email = address) {
  const { stripe } = newsroom;
  const product = await stripe.products.create({ name: 'Old membership' });
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'https://old.example/thanks',
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: 'usd',
          unit_amount: 700,
          product: product.id,
          recurring: { interval: 'month' },
          ...price,
        },
      },
    ],
  });
  await actions.command(newsroom, `/checkouts/${session.id}/pay`, { method: 'card', email });
  await newsroom.drain();
  const { subscription, customer } = await stripe.checkout.sessions.retrieve(session.id);
  return {
    subscription: String(subscription),
    customer: known(parseCustomerId(String(customer))),
    product: product.id,
  };
}

function openImport(newsroom = openNewsroom()) {
  const waits: number[] = [];
  const lines: string[] = [];
  const needs: ImportNeeds = {
    stripe: newsroom.stripe,
    mode: 'test',
    installation: settings.installation,
    run: 'one',
    worker: newsroom.needs,
    screen: { isTerminal: false, write: (text) => void lines.push(text) },
    wait: async (milliseconds) => waits.push(milliseconds),
  };
  const run = (isDry: boolean, products: readonly string[] = []) =>
    importMemberships(needs, candidatesOfAccount(needs), { isDry, products });
  const standing = async (customer: Awaited<ReturnType<typeof subscribe>>['customer']) => {
    const supporter = await newsroom.stores.supporters.read(customer);
    return supporter === null ? null : standingOf(supporter, newsroom.now(), newsroom.needs.policy);
  };
  return { newsroom, needs, run, standing, waits, lines };
}

describe('an import from the account', () => {
  test('marks subscriptions of another app, stores them and gives standing', async () => {
    const { newsroom, run, standing } = openImport();
    const { subscription, customer } = await subscribe(newsroom);
    expect(await standing(customer)).toBeNull();
    expect(await run(false)).toMatchObject({ made: 1, held: 0, failed: [] });
    const { metadata } = await newsroom.stripe.subscriptions.retrieve(subscription);
    expect(metadata).toEqual({ mainstay: 'harbor', mainstay_source: 'imported' });
    expect(await standing(customer)).toMatchObject({ supporter: true });
  });

  test('stores the keyed hash of the address as a pointer to the supporter', async () => {
    const { newsroom, run } = openImport();
    const { customer } = await subscribe(newsroom, {}, ' Reader@Example.org');
    await run(false);
    const { pepper, hash } = await newsroom.needs.emails.hashEmail(known(parseEmail(address)));
    expect(JSON.stringify(await newsroom.stores.held())).toContain(`${pepper}#${hash}#${customer}`);
    expect(JSON.stringify(await newsroom.stores.held())).not.toContain('example.org');
  });

  test('needs no second run: the webhook handles the next renewal', async () => {
    const { newsroom, run, standing } = openImport();
    const { customer } = await subscribe(newsroom);
    await run(false);
    await newsroom.advanceDays(33);
    const supporter = await newsroom.stores.supporters.read(customer);
    expect(supporter?.payments.filter(({ status }) => status === 'confirmed')).toHaveLength(2);
    expect(await standing(customer)).toMatchObject({ supporter: true });
  });

  test('a dry run changes nothing, here or at Stripe', async () => {
    const { newsroom, run } = openImport();
    const { subscription } = await subscribe(newsroom);
    const before = await newsroom.stores.held();
    expect(await run(true)).toMatchObject({ made: 1, held: 0 });
    expect(await newsroom.stores.held()).toEqual(before);
    expect((await newsroom.stripe.subscriptions.retrieve(subscription)).metadata).toEqual({});
  });

  test('a second run finds them held, and changes nothing', async () => {
    const { newsroom, run } = openImport();
    await subscribe(newsroom);
    await run(false);
    const before = await newsroom.stores.held();
    expect(await run(false)).toMatchObject({ made: 0, held: 1, failed: [] });
    expect(await newsroom.stores.held()).toEqual(before);
  });

  test('continues after an interruption between marking and syncing', async () => {
    const { newsroom, run, standing, needs } = openImport();
    const { customer, subscription } = await subscribe(newsroom);
    await newsroom.stripe.subscriptions.update(subscription, {
      metadata: { mainstay: '1', mainstay_source: 'imported' },
    });
    expect(await importMemberships(needs, candidatesOfAccount(needs), { isDry: true, products: [] })).toMatchObject({
      made: 1,
    });
    await run(false);
    expect(await standing(customer)).toMatchObject({ supporter: true });
  });

  test.each([
    [
      'every three months',
      { recurring: { interval: 'month', interval_count: 3 } },
      'neither every month nor every year',
    ],
    ['every week', { recurring: { interval: 'week' } }, 'neither every month nor every year'],
    ['in an unsupported currency', { currency: 'try', unit_amount: 20_000 }, 'an unsupported currency'],
  ])('a subscription %s is skipped, and never marked', async (_what, price, why) => {
    const { newsroom, run } = openImport();
    const { subscription } = await subscribe(newsroom, price);
    const counts = await run(false);
    expect([counts.made, [...counts.skipped]]).toEqual([0, [[why, 1]]]);
    expect((await newsroom.stripe.subscriptions.retrieve(subscription)).metadata).toEqual({});
  });

  test('stores a yearly subscription as annual, and skips a cancelled one', async () => {
    const { newsroom, run, standing } = openImport();
    const yearly = await subscribe(newsroom, { recurring: { interval: 'year' }, unit_amount: 5000 });
    const gone = await subscribe(newsroom);
    await newsroom.stripe.subscriptions.cancel(gone.subscription);
    expect(await run(false)).toMatchObject({ made: 1 });
    const supporter = await newsroom.stores.supporters.read(yearly.customer);
    expect(supporter?.memberships).toMatchObject([{ frequency: 'annual', amountMinor: 5000 }]);
    expect(await standing(gone.customer)).toBeNull();
  });

  test('imports only the products that are named', async () => {
    const { newsroom, run, standing } = openImport();
    const [wanted, other] = [await subscribe(newsroom), await subscribe(newsroom)];
    const counts = await run(false, [wanted.product]);
    expect([counts.made, [...counts.skipped]]).toEqual([1, [['another product', 1]]]);
    expect(await standing(other.customer)).toBeNull();
  });

  test('does not import an erased supporter again', async () => {
    const { newsroom, run } = openImport();
    const { customer } = await subscribe(newsroom);
    await newsroom.stores.anonymousPayments.entomb(customer, newsroom.now());
    await run(false);
    expect(await newsroom.stores.supporters.read(customer)).toMatchObject({ isErased: true, memberships: [] });
  });

  test('waits when Stripe limits the rate, and names what failed for good', async () => {
    const { newsroom, run, waits } = openImport();
    await subscribe(newsroom);
    await actions.command(newsroom, '/faults', { status: 429, times: 2, method: 'POST', path: '/v1/subscriptions' });
    expect(await run(false)).toMatchObject({ made: 1, failed: [] });
    expect(waits).toHaveLength(2);
    const failing = await subscribe(newsroom);
    await actions.command(newsroom, '/faults', { status: 400, times: 1, method: 'POST', path: '/v1/subscriptions' });
    expect(await run(false)).toMatchObject({ made: 0, failed: [failing.subscription] });
    expect(await run(false)).toMatchObject({ made: 1, failed: [] });
  });

  test('prints numbers, products and amounts, and nothing personal', async () => {
    const { newsroom, run } = openImport();
    const { customer } = await subscribe(newsroom);
    const said = importLines(await run(true), true).join('\n');
    expect(said).toContain('7.00 USD monthly');
    expect(said).not.toContain('@');
    expect(said).not.toContain(customer);
  });

  test('says which products are archived, and imports what goes on under them', async () => {
    const { newsroom, needs, run } = openImport();
    const [archived, sold] = [await subscribe(newsroom), await subscribe(newsroom)];
    await newsroom.stripe.products.update(archived.product, { active: false });
    const counts = await run(false);
    expect(counts).toMatchObject({ made: 2, failed: [] });
    const found = await readArchived(needs, [...counts.products.keys(), 'prod_thatisgone']);
    expect([...found]).toEqual([archived.product]);
    const lines = importLines(counts, false, found);
    expect(lines.filter((line) => line.includes('archived'))).toEqual([
      `          1  ${archived.product}, archived: its subscriptions go on`,
    ]);
    expect(lines.join('\n')).toContain(sold.product);
  });
});

describe('an import from a list', () => {
  test('takes subscription and customer ids, and counts what Stripe does not know', async () => {
    const { newsroom, needs } = openImport();
    const [one, other] = [await subscribe(newsroom), await subscribe(newsroom)];
    const text = `name,customer,subscription\nSomebody,,${one.subscription}\n"A, B",${other.customer},\nC,cus_nobody,`;
    const source = candidatesOfList(needs, parseCsv(text));
    const counts = await importMemberships(needs, source, { isDry: false, products: [] });
    expect([counts.made, [...counts.skipped]]).toEqual([2, [['Stripe does not know it', 1]]]);
  });

  test.each([
    ['with semicolons and a mark', '\uFEFFname;subscription\r\n"A; b";sub_one\r\n;sub_two\r\n'],
    ['with tabs', 'subscription\tname\nsub_one\tA\nsub_two\tB'],
    ['with the line that names the separator', 'sep=;\r\nname;subscription\r\nA, b;sub_one\r\nB;sub_two'],
    ['with breaks and quotes inside quotes', 'note,subscription\n"one\n""two"", three",sub_one\n"",sub_two\n'],
    ['of an old Macintosh', 'subscription\rsub_one\rsub_two\r'],
    [
      'with headings as Stripe exports them',
      'id,Customer ID,Customer Email\nsub_one,cus_one,a@b.example\nsub_two,cus_two,\n',
    ],
    ['with an underscore and capitals', 'Subscription_ID\n "sub_one"\nsub_two \n,,,\n'],
  ])('is read %s', (_how, text) => {
    const rows = [
      { kind: 'subscription', id: 'sub_one' },
      { kind: 'subscription', id: 'sub_two' },
    ];
    expect(parseCsv(text)).toEqual(rows);
    for (const encoding of ['utf8', 'utf16le'] as const) {
      const mark = encoding === 'utf8' || text.startsWith('\uFEFF') ? '' : '\uFEFF';
      expect(parseCsv(csvTextOf(Buffer.from(mark + text, encoding)))).toEqual(rows);
    }
    expect(parseCsv(csvTextOf(Buffer.from(`\uFEFF${text.replace('\uFEFF', '')}`, 'utf16le').swap16()))).toEqual(rows);
  });

  test('of customers may call their id `id`, and an old encoding spoils no id', () => {
    const bytes = Buffer.concat([Buffer.from('id;Name\ncus_one;M'), Buffer.from([0xfc]), Buffer.from('ller\n')]);
    expect(parseCsv(csvTextOf(bytes))).toEqual([{ kind: 'customer', id: 'cus_one' }]);
  });

  test('names the line that does not parse, also behind breaks inside quotes', () =>
    expect(() => parseCsv('note,subscription\n"a\nb\nc",sub_one\nx,nonsense')).toThrow('Line 5 names neither'));

  test('names the line that does not parse, but not its content', () => {
    const text = 'subscription\nsub_one\nreader@example.org\n';
    expect(() => parseCsv(text)).toThrow('Line 3 names neither');
    expect(() => parseCsv(text)).not.toThrow('reader@example.org');
  });

  test.each(['', 'email\nreader@example.org'])('is refused without its columns: %j', (text) =>
    expect(() => parseCsv(text)).toThrow('The first line must name'),
  );
});
