// `node bench/gathering.ts`: how often a new member's events make the worker ask Stripe, by how the queue hands them over.
// A model of arrivals and queues, from a seed: the numbers of docs/decisions/0023.
interface Outcome {
  readonly syncs: number;
  /** From the first event to the end of the last sync. */
  readonly seconds: number;
}
type Queue = (arrivals: readonly number[]) => Outcome;

/** Two reads of 100 ms, the table, and the way through SQS and Lambda. */
const syncSeconds = 0.35;
const supporters = 20_000;
const largestBatch = 10;
/** Lambda reads a standard queue with so many pollers from the start, and each gathers for itself. */
const pollers = 5;

let state = 7;
function roll(): number {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** Seven events soon after each other, and the charge's balance transaction some seconds later. */
function arrivalsOf(): readonly number[] {
  const soon = Array.from({ length: 7 }, () => -0.7 * Math.log(1 - roll()));
  return [...soon, 2 + 8 * roll()].sort((one, other) => one - other);
}

/** One batch of a group at a time. `holdSeconds`: so long a young first message is given back and holds its group. */
const fifo =
  (holdSeconds: number): Queue =>
  (arrivals) => {
    let [now, syncs] = [0, 0];
    for (let next = 0; next < arrivals.length; syncs += 1) {
      now = Math.max(now, (arrivals[next] ?? 0) + holdSeconds);
      const first = next;
      while (next < arrivals.length && next - first < largestBatch && (arrivals[next] ?? 0) <= now) next += 1;
      now += syncSeconds;
    }
    return { syncs, seconds: now - (arrivals[0] ?? 0) };
  };

const standard =
  (windowSeconds: number): Queue =>
  (arrivals) => {
    const byPoller = Map.groupBy(arrivals, () => Math.floor(roll() * pollers));
    let [end, syncs] = [0, 0];
    for (const heard of byPoller.values()) {
      for (let next = 0; next < heard.length; syncs += 1) {
        const closes = (heard[next] ?? 0) + windowSeconds;
        while (next < heard.length && (heard[next] ?? 0) <= closes) next += 1;
        end = Math.max(end, closes + syncSeconds);
      }
    }
    return { syncs, seconds: end - (arrivals[0] ?? 0) };
  };

const queues: Readonly<Record<string, Queue>> = {
  'FIFO as it is': fifo(0),
  'FIFO, first message held 2 s': fifo(2),
  'FIFO, first message held 3 s': fifo(3),
  'FIFO, first message held 5 s': fifo(5),
  'standard, window of 2 s': standard(2),
  'standard, window of 5 s': standard(5),
  'standard, window of 10 s': standard(10),
};
for (const [name, queue] of Object.entries(queues)) {
  const outcomes = Array.from({ length: supporters }, () => queue(arrivalsOf()));
  const mean = (of: (each: Outcome) => number) => outcomes.reduce((sum, each) => sum + of(each), 0) / supporters;
  console.log(
    `${name.padEnd(30)} ${mean(({ syncs }) => syncs).toFixed(1)} syncs, ${mean(({ seconds }) => seconds).toFixed(1)} s`,
  );
}
