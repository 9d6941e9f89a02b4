// Two installations on one Stripe account hear all events of both. Each holds its own supporters, and leaves the other's.
import { beforeEach, describe, expect, test } from 'vitest';
import { settings } from '#settings';
import { importMemberships } from '../../operations/import/import-memberships.ts';
import { candidatesOfAccount } from '../../operations/import/read-candidates.ts';
import { readStripeMonth } from '../../operations/report/read-stripe-month.ts';
import { answerSyncRequest } from '../../shared/actions/answer-sync-request.ts';
import { answerSyncRequests } from '../../shared/actions/answer-sync-requests.ts';
import { inspect } from '../../shared/actions/inspect.ts';
import { runErasure } from '../../shared/actions/run-erasure.ts';
import { stripePayments } from '../../shared/adapters/stripe/payments.ts';
import { stripeListing } from '../../shared/adapters/stripe/stripe-listing.ts';
import { syncRequestOfEvent } from '../../shared/adapters/stripe/sync-request-of-event.ts';
import { known, parseCustomerId } from '../../shared/core/ids.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { day } from '../../shared/core/time.ts';
import { type Newsroom, openNewsroom, openNewsroomOn } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { inMemory } from '../support/newsroom-stores.ts';

const north = { id: 'north', formerIds: [] };
const south = { id: 'south', formerIds: [] };
/** As the version before ids was: it wrote `1`. */
const beforeIds = { id: '1', formerIds: [] };

let seller: Newsroom;
const openAs = (installation: Installation) => openNewsroomOn(inMemory, { installation });
beforeEach(() => {
  seller = openAs(north);
});

/** A newsroom with stores of its own, on the account of the seller. */
function besideAs(installation: Installation) {
  const beside = openNewsroom();
  const access = { mode: 'test', installation, now: seller.now, client: async () => seller.stripe } as const;
  const needs = {
    ...beside.needs,
    payments: stripePayments(access, settings.discreet),
    listing: stripeListing(access),
  };
  return { needs, held: beside.stores.held, installation };
}
type Beside = ReturnType<typeof besideAs>;

async function sell() {
  const input = { campaign: 'ad-free' };
  const monthly = await steps.give(seller, seller.browser(), { ...steps.fiveMonthly, ...input });
  const once = await steps.give(seller, seller.browser(), { ...steps.tenOnce, ...input });
  const of = await steps.partsOf(seller, monthly);
  seller.wait(31 * day);
  await seller.drain();
  return { ...of, monthly, once, customer: known(parseCustomerId(String(of.customer))) };
}

/** Everything that Stripe's events and lists name, as the other endpoint and a reconciliation of the account get it. */
async function hearAll({ needs }: Beside): Promise<Set<string>> {
  const events = [...seller.sandbox.state.world.events.values()].flatMap((event) => syncRequestOfEvent(event) ?? []);
  const lists = ['checkouts', 'memberships', 'intents', 'invoices'] as const;
  const pages = await Promise.all(lists.map((name) => needs.listing.page(name, null, null)));
  const outcomes = new Set<string>();
  for (const request of [...events, ...pages.flatMap(({ syncRequests }) => syncRequests)]) {
    const named = { ...request, eventId: `evt_${request.objectId}` };
    outcomes.add(await answerSyncRequest(needs, named));
    await answerSyncRequests(needs, [named], {
      hasTime: () => true,
      done: () => undefined,
      failed: () => expect.fail(),
    });
  }
  return outcomes;
}

describe('of what another installation sold', () => {
  test.each([
    ['with an id of its own', south],
    ['with an id that begins alike', { id: 'north2', formerIds: ['nor'] }],
    ['from before ids', beforeIds],
    ['that was there before ids', { id: 'south', formerIds: ['1'] }],
  ])('one %s holds nothing after all events', async (_, installation) => {
    await sell();
    const beside = besideAs(installation);
    const before = await beside.held();
    // What is linked to nothing yet is nobody's.
    expect([...(await hearAll(beside))].toSorted()).toEqual(['foreign', 'no-purpose-yet']);
    expect(await beside.held()).toEqual(before);
  });

  test('it erases nobody, and Stripe keeps the customer', async () => {
    const { customer, subscription } = await sell();
    const beside = besideAs(south);
    expect(await runErasure(beside.needs, customer)).toEqual({ ok: true, value: 'foreign' });
    expect(await seller.stripe.customers.retrieve(customer)).not.toHaveProperty('deleted');
    expect((await seller.stripe.subscriptions.retrieve(String(subscription))).status).toBe('active');
  });

  test('it inspects parts as not its own, and reports no checkout', async () => {
    const { customer } = await sell();
    const beside = besideAs(south);
    const seen = await inspect(beside.needs, customer);
    expect(seen?.length).toBeGreaterThan(1);
    expect(seen?.filter(({ isOurs, held }) => isOurs || (held?.version ?? 0) > 0)).toEqual([]);
    const checkoutsOf = async (installation: Installation) =>
      (await readStripeMonth({ stripe: seller.stripe, installation }, 0, seller.now())).checkouts.length;
    expect(await checkoutsOf(north)).toBe(2);
    expect(await checkoutsOf(south)).toBe(0);
  });

  test('it imports nothing, and says why', async () => {
    const { subscription } = await sell();
    const { needs: worker, installation } = besideAs(south);
    const screen = { isTerminal: false, write: () => undefined };
    const needs = {
      ...{ worker, installation, screen },
      stripe: seller.stripe,
      mode: 'test',
      run: 'one',
      wait: async () => undefined,
    } as const;
    const counts = await importMemberships(needs, candidatesOfAccount(needs), { isDry: false, products: [] });
    expect(counts).toMatchObject({ made: 0, held: 0, skipped: new Map([["another installation's", 1]]) });
    expect((await seller.stripe.subscriptions.retrieve(String(subscription))).metadata['mainstay']).toBe('north');
  });
});

describe('what was sold before installations had ids', () => {
  beforeEach(() => {
    seller = openAs(beforeIds);
  });

  test('stays with the installation that names the old marker, renewals and all', async () => {
    await sell();
    const upgraded = besideAs({ id: 'north', formerIds: ['1'] });
    await hearAll(upgraded);
    const partsIn = async (held: Beside['held']) =>
      JSON.stringify(await held())
        .match(/"(?:membership|payment)#\w+"|"raisedMinor":\d+/g)
        ?.toSorted();
    const due = await partsIn(seller.stores.held);
    // A membership, its two payments, a gift, and the totals of two months.
    expect(due).toHaveLength(6);
    expect(await partsIn(upgraded.held)).toEqual(due);
  });
  test('and goes to no other', async () => {
    await sell();
    const second = besideAs(south);
    const before = await second.held();
    await hearAll(second);
    expect(await second.held()).toEqual(before);
  });
});
