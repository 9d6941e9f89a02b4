// Answers the sync requests of one batch, supporter by supporter: the requests of one are one question to Stripe and one
// transaction. A supporter whose sync fails is synced part by part in the same call, so that one bad part takes none of
// the others with it; only the requests that still fail go back to the queue.
import { type CustomerId, parseMembershipId, parsePaymentId, parseSessionId } from '../core/ids.ts';
import type { SyncRequest } from '../core/sync-request.ts';
import { type Answered, type AnswerNeeds, answerSyncRequest, endReplaced, logAnswered } from './answer-sync-request.ts';
import { inParallel } from './in-parallel.ts';
import { settledOf } from './settle-checkout.ts';
import { madeBy, type SupporterSynced, syncSupporter } from './sync-supporter.ts';

/** What a batch tells its caller while it goes on: the caller may stop waiting at any time. */
export interface BatchSteps {
  /** Whether there is time to begin one more. */
  hasTime(): boolean;
  done(syncRequest: SyncRequest): void;
  /** It is done by nobody: it must come again. */
  failed(syncRequest: SyncRequest, error: unknown): void;
}
/** So that nobody waits for a stranger's slow answer. How often Stripe may be asked is the adapter's to keep. */
const supportersAtOnce = 4;

export async function answerSyncRequests(
  needs: AnswerNeeds,
  syncRequests: readonly SyncRequest[],
  steps: BatchSteps,
): Promise<void> {
  const singles = syncRequests.filter((each) => isSingle(each));
  const located = await locateAll(
    needs,
    syncRequests.filter((each) => !isSingle(each)),
    steps,
  );
  const groups = Map.groupBy(located, ({ customer }) => customer);
  const work = [
    ...[...groups].map(
      ([customer, group]) =>
        () =>
          answerGroup(needs, { customer, group, steps }),
    ),
    ...singles.map((each) => () => answerSingly(needs, [each], steps)),
  ];
  await inParallel(work, supportersAtOnce, (each) => each());
}

/** It names no part of a known supporter: an erasure, or a checkout that may never have had a payer. */
const isSingle = ({ part, customerId, objectId }: SyncRequest): boolean =>
  part === 'customer' || (part !== 'payment' && (customerId === null || !isReadable(objectId)));

interface Located {
  readonly syncRequest: SyncRequest;
  readonly customer: CustomerId;
  readonly objectId: string;
  readonly isDisputed: boolean;
}

// A refund names no customer. Another request of the batch may name it for the same object, otherwise Stripe is asked.
async function locateAll(
  needs: AnswerNeeds,
  syncRequests: readonly SyncRequest[],
  steps: BatchSteps,
): Promise<readonly Located[]> {
  const customerOf = new Map(
    syncRequests.flatMap(({ objectId, customerId }) => (customerId === null ? [] : [[objectId, customerId] as const])),
  );
  const located: Located[] = [];
  const unknown: SyncRequest[] = [];
  for (const syncRequest of syncRequests) {
    const { objectId } = syncRequest;
    const customer = customerOf.get(objectId);
    if (customer === undefined || !isReadable(objectId)) unknown.push(syncRequest);
    else located.push({ syncRequest, customer, objectId, isDisputed: false });
  }
  const byObject = [...Map.groupBy(unknown, ({ objectId }) => objectId)];
  await inParallel(byObject, supportersAtOnce, async ([objectId, same]) => {
    try {
      const found = await needs.payments.locatePayments(objectId);
      for (const syncRequest of same) {
        for (const { payment, customer, isDisputed } of found) {
          located.push({ syncRequest, customer, objectId: payment, isDisputed });
        }
        if (found.length > 0) continue;
        logAnswered(needs, syncRequest, []);
        steps.done(syncRequest);
      }
    } catch (error) {
      for (const syncRequest of same) steps.failed(syncRequest, error);
    }
  });
  return located;
}

/** Old accounts let other apps choose ids: of those that have another shape none is ours. */
const isReadable = (objectId: string): boolean =>
  [parseSessionId, parseMembershipId, parsePaymentId].some((parse) => parse(objectId) !== null);

interface Group {
  readonly customer: CustomerId;
  readonly group: readonly Located[];
  readonly steps: BatchSteps;
}
async function answerGroup(needs: AnswerNeeds, { customer, group, steps }: Group): Promise<void> {
  const syncRequests = [...new Set(group.map(({ syncRequest }) => syncRequest))];
  if (!steps.hasTime()) return;
  try {
    const objectIds = [...new Set(group.map(({ objectId }) => objectId))];
    const disputed = new Set(
      group.flatMap(({ objectId, isDisputed }) => (isDisputed ? (parsePaymentId(objectId) ?? []) : [])),
    );
    const synced = await syncSupporter(needs, { customer, objectIds, disputed });
    await endAllReplaced(needs, synced, objectIds);
    const logged = new Set<string>();
    for (const syncRequest of checkoutsLast(syncRequests)) {
      const named = group.filter((each) => each.syncRequest === syncRequest);
      if (named.some(({ objectId }) => synced.truth.withoutLink.has(objectId))) {
        steps.failed(syncRequest, new Error('a payment is not linked yet'));
        continue;
      }
      logAnswered(
        needs,
        syncRequest,
        named.flatMap(({ objectId }) => outcomesOf(synced, objectId, logged)),
      );
      steps.done(syncRequest);
    }
  } catch (error) {
    // Of one object there is nothing to tell apart, and whoever asked Stripe too often should not ask at once again.
    const [only, ...others] = new Set(group.map(({ objectId }) => objectId));
    if (only !== undefined && others.length === 0) {
      for (const each of syncRequests) steps.failed(each, error);
      return;
    }
    await answerSingly(needs, syncRequests, steps);
  }
}

async function endAllReplaced(
  needs: AnswerNeeds,
  synced: SupporterSynced,
  objectIds: readonly string[],
): Promise<void> {
  for (const session of objectIds.flatMap((id) => parseSessionId(id) ?? [])) {
    const settled = settledOf(synced, session);
    if (settled.status === 'complete' && !settled.isLinkMissing) await endReplaced(needs, settled.ends);
  }
}

/** A checkout names its parts only by the way: what changed is logged for the request that names it. */
const checkoutsLast = (syncRequests: readonly SyncRequest[]): readonly SyncRequest[] =>
  [...syncRequests].sort((one, other) => Number(one.part === 'checkout') - Number(other.part === 'checkout'));

/** As if one request had come after the other: a change that was logged is no change any more. */
function outcomesOf(synced: SupporterSynced, objectId: string, logged: Set<string>): readonly Answered[] {
  const { checkouts, invoices } = synced.truth;
  const session = parseSessionId(objectId);
  const checkout = session === null ? undefined : checkouts.get(session);
  if (session !== null) {
    const { status } = settledOf(synced, session);
    if (status !== 'complete') return [status];
  }
  const named = checkout === undefined ? (invoices.get(objectId) ?? [objectId]) : madeBy(checkout);
  return named.flatMap((id) => {
    const outcome = synced.outcomes.get(id);
    if (outcome === undefined) return [];
    const isNews = !logged.has(id);
    logged.add(id);
    return isNews ? outcome : repeated(outcome);
  });
}

const repeated = (outcome: Answered): Answered => {
  if (outcome === 'changed') return 'unchanged';
  return outcome === 'anonymised' ? 'erased' : outcome;
};

async function answerSingly(
  needs: AnswerNeeds,
  syncRequests: readonly SyncRequest[],
  steps: BatchSteps,
): Promise<void> {
  for (const syncRequest of syncRequests) {
    if (!steps.hasTime()) return;
    try {
      await answerSyncRequest(needs, syncRequest);
      steps.done(syncRequest);
    } catch (error) {
      steps.failed(syncRequest, error);
    }
  }
}
