// Erases one supporter, step by step, each saved before the next begins: no more money is asked for; nothing of ours
// leads to it any more, and nothing of it comes back; Stripe's customer is deleted. Whatever interrupts it, whoever runs
// it next goes on: the same call, the worker after Stripe's event, or the nightly run, which also takes the last traces away.
import { type Erasure, type ErasureStep, startOfErasure } from '../core/erasure.ts';
import type { CustomerId } from '../core/ids.ts';
import { type Result, succeed } from '../core/result.ts';
import type { ErasureStore } from '../ports/erasure-store.ts';
import type { Payments, PaymentsFailure } from '../ports/payments.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Log } from '../ports/system.ts';
import { type AnonymiseNeeds, anonymiseSupporter } from './anonymise-supporter.ts';

export interface ErasureNeeds extends AnonymiseNeeds {
  readonly erasures: Pick<ErasureStore, 'begin' | 'read' | 'moveOn'>;
  readonly payments: Pick<Payments, 'cancelMembership' | 'deleteCustomer'>;
  readonly supporters: Pick<SupporterStore, 'read' | 'addressesOf'>;
  readonly reminders: Pick<ReminderStore, 'withdraw'>;
  readonly log: Log;
}
type Step = (needs: ErasureNeeds, customer: CustomerId) => Promise<Result<null, PaymentsFailure>>;

/** Of a customer of whom we hold nothing there is nothing to erase: a tombstone would say that it was ours. */
export async function runErasure(
  needs: ErasureNeeds,
  customer: CustomerId,
): Promise<Result<'erased' | 'foreign', PaymentsFailure>> {
  const begun = await beginErasure(needs, customer);
  if (begun === null) return succeed('foreign');
  let { step } = begun;
  for (let work = steps[step]; work !== null; work = steps[step]) {
    const done = await work.step(needs, customer);
    if (!done.ok) return done;
    step = work.next;
    await needs.erasures.moveOn(customer, step, needs.clock.now());
    if (step === 'traces') needs.log.write('supporter-erased', {});
  }
  return succeed('erased');
}

async function beginErasure({ erasures, supporters, clock }: ErasureNeeds, customer: CustomerId) {
  const begun: Erasure | null = await erasures.read(customer);
  if (begun !== null) return begun;
  return (await supporters.read(customer)) === null ? null : erasures.begin(customer, startOfErasure(clock.now()));
}

const steps: Readonly<Record<ErasureStep, { readonly step: Step; readonly next: ErasureStep } | null>> = {
  memberships: { step: cancelMemberships, next: 'ours' },
  ours: { step: anonymiseOurs, next: 'customer' },
  customer: { step: ({ payments }, customer) => payments.deleteCustomer(customer), next: 'traces' },
  traces: null,
  redaction: null,
  done: null,
};

// First of all, while we still know them: whatever happens next, nobody who asked to be forgotten is charged again. Those
// we do not hold yet end with their customer.
async function cancelMemberships({ supporters, payments }: ErasureNeeds, customer: CustomerId) {
  for (const { id } of (await supporters.read(customer))?.memberships ?? []) {
    const cancelled = await payments.cancelMembership(id);
    if (!cancelled.ok) return cancelled;
  }
  return succeed(null);
}

// Whoever is erased wants no message either, and only the pointers say which reminders are theirs.
async function anonymiseOurs(needs: ErasureNeeds, customer: CustomerId) {
  for (const address of await needs.supporters.addressesOf(customer)) {
    await needs.reminders.withdraw(address, needs.clock.now());
  }
  await anonymiseSupporter(needs, customer);
  return succeed(null);
}
