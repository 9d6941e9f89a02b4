// `npm run setup` on an account that another installation uses, or that this one used before installations had ids.
import { afterEach, expect, test } from 'vitest';
import { planAll, setUp } from '../../operations/setup/set-up.ts';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { type CommandStage, openCommandStage, webhookUrl } from '../support/command-stage.ts';

const opened: CommandStage[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.stop()));
});
const sure = { isSure: true };

/** Setup as that installation, with secrets of its own; on the account of the first where one is given. */
async function openAs(
  installation: Installation,
  { account, url = webhookUrl }: { account?: CommandStage; url?: string } = {},
) {
  const own = await openCommandStage();
  opened.push(own);
  const { stripe, functionsStripe } = (account ?? own).needs;
  const target = { ...own.target, installation, webhookUrl: url };
  return { ...own, needs: { ...own.needs, stripe, functionsStripe, target } };
}
const accountOf = async ({ stage: { stripe } }: CommandStage) => ({
  products: (await stripe.products.list({ limit: 100 })).data,
  portals: (await stripe.billingPortal.configurations.list({ limit: 100 })).data,
  endpoints: (await stripe.webhookEndpoints.list({ limit: 100 })).data,
});
const statesOf = async (stage: CommandStage) =>
  (await planAll(stage.needs)).map(({ about, state, is }) => `${about}: ${state === 'ok' ? 'ok' : `${state}, ${is}`}`);

const otherUrl = 'https://lantern.example/v1/stripe/events';
const [north, south] = [
  { id: 'north', formerIds: [] },
  { id: 'south', formerIds: [] },
];

test('a second installation makes its own things, and touches nothing of the first', async () => {
  const first = await openAs(north);
  await setUp(first.needs, sure);
  const before = await accountOf(first);
  const second = await openAs(south, { account: first, url: otherUrl });
  expect(await setUp(second.needs, sure)).toBe(true);
  const after = await accountOf(first);
  for (const kind of ['products', 'portals', 'endpoints'] as const) {
    expect(after[kind]).toHaveLength(before[kind].length + 1);
    for (const each of before[kind]) expect(after[kind]).toContainEqual(each);
  }
  expect(second.json('Stripe')).toMatchObject({ product: 'mainstay_contribution_south' });
  expect(first.json('Stripe')).toMatchObject({ product: 'mainstay_contribution_north' });
  // Each says so, and neither takes the other's endpoint for a stray one.
  for (const each of [first, second])
    expect((await statesOf(each)).filter((line) => !line.endsWith(': ok'))).toEqual([]);
  expect((await planAll(first.needs)).find(({ about }) => about === 'Installation')?.is).toContain('"south"');
});

test('one from before ids keeps its product, portal and endpoint under its new id', async () => {
  const old = await openAs({ id: '1', formerIds: ['1'] });
  await setUp(old.needs, sure);
  const ids = async () => Object.values(await accountOf(old)).map((each) => each.map(({ id }) => id));
  const before = await ids();
  const named = {
    ...old,
    needs: { ...old.needs, target: { ...old.needs.target, installation: { id: 'north', formerIds: ['1'] } } },
  };
  expect((await statesOf(named)).filter((line) => line.includes('mark it as of "north"'))).toHaveLength(2);
  expect(await setUp(named.needs, sure)).toBe(true);
  expect(await ids()).toEqual(before);
  const { products, portals, endpoints } = await accountOf(old);
  expect(products.find(({ id }) => id === productIdOf({ id: 'north', formerIds: ['1'] }))?.metadata).toEqual({
    mainstay: 'north',
  });
  expect(endpoints.map(({ metadata }) => metadata['mainstay'])).toEqual(['north']);
  expect(portals.map(({ metadata }) => metadata?.['mainstay'])).toContain('north');
  expect((await statesOf(named)).filter((line) => !line.endsWith(': ok'))).toEqual([]);
});

test('a second one reads of an installation from before ids, and leaves its things', async () => {
  const old = await openAs({ id: '1', formerIds: ['1'] });
  await setUp(old.needs, sure);
  const before = await accountOf(old);
  const second = await openAs(south, { account: old, url: otherUrl });
  expect(await setUp(second.needs, sure)).toBe(true);
  expect(second.said()).toContain("formerIds: ['1']");
  expect((await accountOf(old)).products).toEqual(expect.arrayContaining(before.products));
  expect((await accountOf(old)).endpoints).toEqual(expect.arrayContaining(before.endpoints));
});

test('of two that both claim what was before ids, the one that marked it first has it', async () => {
  const first = await openAs({ id: 'north', formerIds: ['1'] });
  await setUp(first.needs, sure);
  const before = await accountOf(first);
  const second = await openAs({ id: 'south', formerIds: ['1'] }, { account: first, url: otherUrl });
  expect(await setUp(second.needs, sure)).toBe(false);
  expect(second.said()).toMatch(/✗ Product[\s\S]*another installation's, "north"/);
  expect((await accountOf(first)).products).toEqual(before.products);
});

test('an endpoint of another installation at our address is a problem, and stays', async () => {
  const first = await openAs(north);
  await setUp(first.needs, sure);
  const [endpoint] = (await accountOf(first)).endpoints;
  const second = await openAs(south, { account: first });
  expect(await setUp(second.needs, sure)).toBe(false);
  expect(second.said()).toContain(
    `${endpoint?.id} delivers to ${webhookUrl}, and is marked as of another installation, "north"`,
  );
  expect((await accountOf(first)).endpoints).toContainEqual(endpoint);
});

type Account = CommandStage['needs']['stripe'];
test.each([
  [
    'renamed the product',
    'Product',
    (stripe: Account) => stripe.products.update(productIdOf(north), { name: 'By hand' }),
  ],
  [
    'archived the product',
    'Product',
    (stripe: Account) => stripe.products.update(productIdOf(north), { active: false }),
  ],
  [
    'disabled the endpoint',
    'Webhook endpoint',
    async (stripe: Account) => {
      const [endpoint] = (await stripe.webhookEndpoints.list()).data;
      await stripe.webhookEndpoints.update(endpoint?.id ?? '', { disabled: true });
    },
  ],
])('what somebody %s in another tab meanwhile is shown, and nothing is done', async (_, about, change) => {
  const stage = await openAs(north);
  await setUp(stage.needs, sure);
  const [portal] = (await stage.stage.stripe.billingPortal.configurations.list({ active: true })).data;
  await stage.stage.stripe.billingPortal.configurations.update(portal?.id ?? '', {
    default_return_url: 'https://old.example/',
  });
  stage.said();
  let between: unknown;
  const ask = async () => {
    await change(stage.needs.stripe);
    between = await accountOf(stage);
    return true;
  };
  expect(await setUp({ ...stage.needs, ask }, { isSure: false })).toBe(false);
  expect(stage.said()).toMatch(new RegExp(`Stripe changed meanwhile[\\s\\S]*${about}`));
  expect(await accountOf(stage)).toEqual(between);
  // Asked again, it shows and does both.
  expect(await setUp({ ...stage.needs, ask: async () => true }, { isSure: false })).toBe(true);
  expect((await statesOf(stage)).filter((line) => !line.endsWith(': ok'))).toEqual([]);
});
