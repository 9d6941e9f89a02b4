// The hands that move an imagined account from outside: pay as a reader, answer as a bank, move the clock, raise a storm.
// JSON in and out; what cannot be done is a problem (RFC 9457) with a sentence. It is not part of Stripe.
import { Hono } from 'hono';
import type * as z from 'zod/mini';
import { payAndWait, successUrl } from '../checkout/pay-and-wait.ts';
import { decideBankDebit } from '../payments/bank-debit.ts';
import { decideDispute, openDispute, warnOfFraud } from '../payments/dispute.ts';
import { finishPayout } from '../payments/payout.ts';
import { finishRefund } from '../payments/refund.ts';
import type { SandboxServices } from '../sandbox-services.ts';
import { calm, redeliver } from '../webhooks/delivery-queue.ts';
import { refusalIn, refuse } from '../world/refusal.ts';
import { retrieveEvent, retrieveSubscription } from '../world/retrieve.ts';
import type { World } from '../world/world.ts';
import * as commands from './commands.ts';
import { stateOf } from './state.ts';

export function controlPlane(services: SandboxServices): Hono {
  const plane = new Hono();
  const on = commandTaker(services, plane);
  plane.get('/state', (context) => {
    services.settle();
    return context.json(stateOf(services.state));
  });
  on('/checkouts/:id/pay', commands.payCommand, async (command, id) => {
    const paid = await payAndWait(services, id, command);
    return {
      session: paid.session,
      declined: paid.declined,
      ...(paid.declined ? {} : { successUrl: successUrl(paid) }),
    };
  });
  on('/bank-debits/:id', commands.bankDebitCommand, ({ outcome }, id, world) => decideBankDebit(world, id, outcome));
  on('/subscriptions/:id/renewals', commands.renewalCommand, ({ outcome }, id, world) => {
    world.renewalOutcomes.set(retrieveSubscription(world, id).id, outcome);
    return { subscription: id, outcome };
  });
  on('/disputes', commands.disputeCommand, ({ outcome, ...start }, _, world) => {
    const dispute = openDispute(world, start);
    return outcome === undefined ? dispute : decideDispute(world, dispute.id, outcome);
  });
  on('/disputes/:id', commands.disputeOutcomeCommand, ({ outcome }, id, world) => decideDispute(world, id, outcome));
  on('/refunds/:id', commands.refundOutcomeCommand, ({ outcome }, id, world) => finishRefund(world, id, outcome));
  on('/payouts/:id', commands.payoutOutcomeCommand, ({ outcome }, id, world) => finishPayout(world, id, outcome));
  on('/fraud-warnings', commands.fraudCommand, ({ paymentIntent }, _, world) => warnOfFraud(world, paymentIntent));
  on('/clock', commands.clockCommand, async ({ advanceDays }) => {
    await services.advance(advanceDays);
    services.settle();
    return { now: new Date(services.state.world.now).toISOString() };
  });
  on('/settings', commands.settingsCommand, (command, _, world) => {
    world.settings = { ...world.settings, ...command };
    return world.settings;
  });
  deliveriesAndFaults(services, on);
  return plane;
}

function deliveriesAndFaults({ state, reset }: SandboxServices, on: Taker): void {
  on('/deliveries', commands.stormCommand, (command) => {
    state.deliveries.storm = { ...calm, ...command };
    return state.deliveries.storm;
  });
  on('/events/:id/redeliver', commands.emptyCommand, (_, id, world) => ({
    deliveries: redeliver(state.deliveries, world, retrieveEvent(world, id).id),
  }));
  on('/faults', commands.faultsCommand, (command) => {
    if (!('release' in command)) state.faults.push({ ...command, times: command.times ?? 1 });
    else release(state.held);
    return { faults: state.faults };
  });
  on('/keys', commands.keyCommand, ({ key, may }) => {
    state.restrictedKeys.set(key, may);
    return { may };
  });
  on('/reset', commands.emptyCommand, () => {
    release(state.held);
    reset();
    return { reset: true };
  });
}

function release(held: Set<() => void>): void {
  for (const letGo of held) letGo();
  held.clear();
}

type Taker = <Command>(
  path: string,
  schema: z.ZodMiniType<Command>,
  run: (command: Command, id: string, world: World) => object | Promise<object>,
) => void;

/** Every order is taken the same way: the present first, then the step, then the deliveries it caused. */
function commandTaker(services: SandboxServices, plane: Hono): Taker {
  return (path, schema, run) => {
    plane.post(path, async (context) => {
      try {
        const command = parsed(schema, await context.req.text());
        services.settle();
        const done = await run(command, context.req.param('id') ?? '', services.state.world);
        services.dispatcher.begin();
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

function parsed<Command>(schema: z.ZodMiniType<Command>, text: string): Command {
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
