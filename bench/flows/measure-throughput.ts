// How many sync requests the worker answers in a second, on DynamoDB Local and the sandbox: a figure that shows a large
// regression, and no more. AWS is slower for one sync request and has many workers.
import { randomBytes } from 'node:crypto';
import type { SyncRequest } from '../../shared/core/sync-request.ts';
import { newContribution } from '../new-contribution.ts';
import type { FlowHarness } from './flow-harness.ts';

export interface Throughput {
  readonly workers: number;
  readonly syncRequests: number;
  readonly perSecond: number;
}
const supporters = 40;
/** As the queue delivers them. */
const batchSize = 10;
const rounds = 10;

export async function measureThroughput(harness: FlowHarness): Promise<readonly Throughput[]> {
  const syncRequests = await requestsOfContributions(harness);
  await answerAll(harness, syncRequests, 4);
  return [await timed(harness, syncRequests, 1), await timed(harness, syncRequests, 4)];
}

async function requestsOfContributions({ sandbox, takeRequests }: FlowHarness): Promise<readonly SyncRequest[]> {
  for (let made = 0; made < supporters; made += 1) {
    const opened = await sandbox.payments.openCheckout(newContribution(randomBytes(16).toString('base64url')));
    if (!opened.ok) throw new Error('the sandbox opened no checkout');
    await sandbox.command(`checkouts/${opened.value.session}/pay`, { method: 'card' });
  }
  const syncRequests = await takeRequests();
  return syncRequests.filter(({ type }) => type === 'payment_intent.succeeded').map(({ syncRequest }) => syncRequest);
}

async function timed(harness: FlowHarness, syncRequests: readonly SyncRequest[], workers: number): Promise<Throughput> {
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) await answerAll(harness, syncRequests, workers);
  const seconds = (performance.now() - begun) / 1000;
  return { workers, syncRequests: syncRequests.length * rounds, perSecond: (syncRequests.length * rounds) / seconds };
}

/** Each worker answers batch after batch, as one Lambda does. The queue ensures that no two have requests of one supporter. */
async function answerAll(harness: FlowHarness, syncRequests: readonly SyncRequest[], workers: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(syncRequests.length / batchSize) }, (_, batch) =>
    syncRequests.slice(batch * batchSize, (batch + 1) * batchSize),
  );
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await harness.answer(batch);
  };
  await Promise.all(Array.from({ length: workers }, work));
}
