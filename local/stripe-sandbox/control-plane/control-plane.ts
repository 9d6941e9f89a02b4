// The hands that move an imagined account from outside: pay as a reader, answer as a bank, move the clock, raise a storm.
// JSON in and out; what cannot be done is a problem (RFC 9457) with a sentence. It is not part of Stripe.
import { Hono } from 'hono';
import type * as z from 'zod/mini';
import type { House } from '../app.ts';
import { payAndWait, successUrl } from '../checkout/pay-and-wait.ts';
import { decideBankDebit } from '../payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../payments/dispute.ts';
import { finishRefund } from '../payments/refund.ts';
import { calm, redeliver } from '../webhooks/courier.ts';
import { refusalIn, refuse } from '../world/refusal.ts';
import { retrieveEvent, retrieveSubscription } from '../world/retrieve.ts';
import type { World } from '../world/world.ts';
import * as orders from './orders.ts';
import { stateOf } from './state.ts';

export function controlPlane(house: House): Hono {
  const plane = new Hono();
  const on = orderTaker(house, plane);
  plane.get('/state', (context) => {
    house.settle();
    return context.json(stateOf(house.desk));
  });
  on('/checkouts/:id/pay', orders.payOrder, async (order, id) => {
    const paid = await payAndWait(house, id, order);
    return {
      session: paid.session,
      declined: paid.declined,
      ...(paid.declined ? {} : { successUrl: successUrl(paid) }),
    };
  });
  on('/bank-debits/:id', orders.bankDebitOrder, ({ outcome }, id, world) => decideBankDebit(world, id, outcome));
  on('/subscriptions/:id/renewals', orders.renewalOrder, ({ outcome }, id, world) => {
    world.renewalOutcomes.set(retrieveSubscription(world, id).id, outcome);
    return { subscription: id, outcome };
  });
  on('/disputes', orders.disputeOrder, ({ outcome, ...start }, _, world) => {
    const dispute = openDispute(world, start);
    return outcome === undefined ? dispute : decideDispute(world, dispute.id, outcome);
  });
  on('/disputes/:id', orders.disputeOutcomeOrder, ({ outcome }, id, world) => decideDispute(world, id, outcome));
  on('/refunds/:id', orders.refundOutcomeOrder, ({ outcome }, id, world) => finishRefund(world, id, outcome));
  on('/fraud-warnings', orders.fraudOrder, ({ paymentIntent }, _, world) => warnOfFraud(world, paymentIntent));
  on('/clock', orders.clockOrder, async ({ advanceDays }) => {
    await house.advance(advanceDays);
    house.settle();
    return { now: new Date(house.desk.world.now).toISOString() };
  });
  on('/settings', orders.settingsOrder, (order, _, world) => {
    world.settings = { ...world.settings, ...order };
    return world.settings;
  });
  deliveriesAndFaults(house, on);
  return plane;
}

function deliveriesAndFaults({ desk, reset }: House, on: Taker): void {
  on('/deliveries', orders.stormOrder, (order) => {
    desk.courier.storm = { ...calm, ...order };
    return desk.courier.storm;
  });
  on('/events/:id/redeliver', orders.nothingOrder, (_, id, world) => ({
    deliveries: redeliver(desk.courier, world, retrieveEvent(world, id).id),
  }));
  on('/faults', orders.faultsOrder, (order) => {
    if (!('release' in order)) desk.faults.push({ ...order, times: order.times ?? 1 });
    else release(desk.held);
    return { faults: desk.faults };
  });
  on('/keys', orders.keyOrder, ({ key, may }) => {
    desk.restrictedKeys.set(key, may);
    return { may };
  });
  on('/reset', orders.nothingOrder, () => {
    release(desk.held);
    reset();
    return { reset: true };
  });
}

function release(held: Set<() => void>): void {
  for (const letGo of held) letGo();
  held.clear();
}

type Taker = <Order>(
  path: string,
  schema: z.ZodMiniType<Order>,
  run: (order: Order, id: string, world: World) => object | Promise<object>,
) => void;

/** Every order is taken the same way: the present first, then the deed, then the deliveries it caused. */
function orderTaker(house: House, plane: Hono): Taker {
  return (path, schema, run) => {
    plane.post(path, async (context) => {
      try {
        const order = parsed(schema, await context.req.text());
        house.settle();
        const done = await run(order, context.req.param('id') ?? '', house.desk.world);
        house.dispatcher.begin();
        return context.json(done);
      } catch (thrown) {
        const refusal = refusalIn(thrown);
        if (refusal === undefined) throw thrown;
        const { status, error } = refusal;
        const problem = { type: 'about:blank', title: 'The sandbox cannot do that', status, detail: error.message };
        return Response.json(problem, { status, headers: { 'content-type': 'application/problem+json' } });
      }
    });
  };
}

function parsed<Order>(schema: z.ZodMiniType<Order>, text: string): Order {
  const result = schema.safeParse(jsonOf(text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  return refuse(`${issue?.path.join('.') || 'the body'}: ${issue?.message ?? 'not understood'}`);
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return refuse('The body is not JSON.');
  }
}
