// How many rings the worker answers in a second, on DynamoDB Local and the sandbox: a figure to notice a landslide by,
// and no more. AWS is slower for one ring and has many workers.
import { randomBytes } from 'node:crypto';
import type { Doorbell } from '../../shared/core/doorbell.ts';
import { giftOrder } from '../gift-order.ts';
import type { FlowHouse } from './flow-house.ts';

export interface Throughput {
  readonly workers: number;
  readonly rings: number;
  readonly perSecond: number;
}
const supporters = 40;
/** As the queue hands them over. */
const batchSize = 10;
const rounds = 10;

export async function measureThroughput(house: FlowHouse): Promise<readonly Throughput[]> {
  const rings = await ringsOfGifts(house);
  await answerAll(house, rings, 4);
  return [await timed(house, rings, 1), await timed(house, rings, 4)];
}

async function ringsOfGifts({ sandbox, takeRings }: FlowHouse): Promise<readonly Doorbell[]> {
  for (let made = 0; made < supporters; made += 1) {
    const opened = await sandbox.payments.openCheckout(giftOrder(randomBytes(16).toString('base64url')));
    if (!opened.ok) throw new Error('the sandbox opened no checkout');
    await sandbox.order(`checkouts/${opened.value.session}/pay`, { method: 'card' });
  }
  const rings = await takeRings();
  return rings.filter(({ type }) => type === 'payment_intent.succeeded').map(({ doorbell }) => doorbell);
}

async function timed(house: FlowHouse, rings: readonly Doorbell[], workers: number): Promise<Throughput> {
  const begun = performance.now();
  for (let round = 0; round < rounds; round += 1) await answerAll(house, rings, workers);
  const seconds = (performance.now() - begun) / 1000;
  return { workers, rings: rings.length * rounds, perSecond: (rings.length * rounds) / seconds };
}

/** Each worker answers batch after batch, as one Lambda does. No two have rings of one supporter: the queue sees to it. */
async function answerAll(house: FlowHouse, rings: readonly Doorbell[], workers: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(rings.length / batchSize) }, (_, batch) =>
    rings.slice(batch * batchSize, (batch + 1) * batchSize),
  );
  const work = async (): Promise<void> => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) await house.answer(batch);
  };
  await Promise.all(Array.from({ length: workers }, work));
}
