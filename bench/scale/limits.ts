// What a scene takes of each limit: those of AWS and Stripe, and our own. Where a limit is a quota that AWS or Stripe raises on
// request, its usual value stands here.
import { campaignShards } from '../../shared/adapters/dynamodb/table.ts';
import { mostSyncFunctions, requestsPerSecondOf } from '../../shared/api/stripe-share.ts';
import { type Flow, type FlowName, type Flows, flowNames } from './record-flows.ts';
import type { Scene } from './scenes.ts';

export interface Taken {
  readonly limit: string;
  readonly most: number;
  readonly taken: number;
  /** What it is about, such as the partition. */
  readonly where: string;
}
/** docs.aws.amazon.com: "Best practices for partition keys" and "Quotas in DynamoDB"; docs.stripe.com/rate-limits. */
const most = {
  partitionWrites: 1000,
  partitionReads: 3000,
  tableUnits: 40_000,
  stripeLive: 100,
  queueMessages: 3000,
  gatewayRequests: 10_000,
  lambdaAtOnce: 1000,
};
/** Seconds that a call of the function behind it takes, as in the cost sheet. */
const seconds: Readonly<Record<FlowName, number>> = {
  open: 0.7,
  payMonthly: 0.5,
  payOnce: 0.5,
  comeBack: 0.7,
  renewal: 0.5,
  standing: 0.03,
};

const byWorker: readonly FlowName[] = ['payMonthly', 'payOnce', 'renewal'];

/**
 * Our own brakes: they bound what a flood costs, and whoever grows beyond them raises them in the file that is named. The tests
 * of the templates hold them to what is deployed.
 */
export const brakes = { webhooks: 500, standing: 500, giving: 300, tableWrites: 1000, tableReads: 2000 };

export function limitsOf({ rates }: Scene, flows: Flows): readonly Taken[] {
  const sum = (of: (flow: Flow, name: FlowName) => number): number =>
    flowNames.reduce((all, name) => all + rates[name] * of(flows[name], name), 0);
  const units = (kind: 'reads' | 'writes') => (flow: Flow) => flow.accesses.reduce((all, each) => all + each[kind], 0);
  const [hottestWrite, hottestRead] = [hottest(rates, flows, 'writes'), hottest(rates, flows, 'reads')];
  const requests = sum((flow) => flow.stripeRequests);
  return [
    { limit: 'writes of the hottest partition', most: most.partitionWrites, ...hottestWrite },
    { limit: 'reads of the hottest partition', most: most.partitionReads, ...hottestRead },
    { limit: 'write units of the table', most: most.tableUnits, taken: sum(units('writes')), where: '' },
    { limit: 'read units of the table', most: most.tableUnits, taken: sum(units('reads')), where: '' },
    { limit: 'requests to Stripe', most: most.stripeLive, taken: requests, where: 'ask Stripe for more' },
    { limit: 'messages of the queue', most: most.queueMessages, taken: sum((flow) => flow.events), where: '' },
    {
      limit: 'requests to the API',
      most: most.gatewayRequests,
      taken: sum((flow, name) => flow.events + (byWorker.includes(name) ? 0 : 1)),
      where: '',
    },
    {
      limit: 'Lambda instances',
      most: most.lambdaAtOnce,
      taken: sum((flow, name) => seconds[name] + flow.events * 0.025),
      where: 'of 1,000, which an account gets on request',
    },
  ];
}

/** The same scene beside what `infra/` sets itself. */
export function brakesOf({ rates }: Scene, flows: Flows): readonly Taken[] {
  const units = (kind: 'reads' | 'writes'): number =>
    flowNames.reduce(
      (all, name) => all + rates[name] * flows[name].accesses.reduce((sum, each) => sum + each[kind], 0),
      0,
    );
  const events = flowNames.reduce((all, name) => all + rates[name] * flows[name].events, 0);
  const [api, storage] = ['infra/api.ts', 'infra/storage.ts'];
  return [
    { limit: "our own: Stripe's webhooks", most: brakes.webhooks, taken: events, where: api },
    { limit: 'our own: standing', most: brakes.standing, taken: rates.standing, where: api },
    { limit: 'our own: checkouts', most: brakes.giving, taken: rates.open, where: api },
    { limit: 'our own: write units', most: brakes.tableWrites, taken: units('writes'), where: storage },
    { limit: 'our own: read units', most: brakes.tableReads, taken: units('reads'), where: storage },
  ];
}

/**
 * A partition with the name of one reader, checkout or browser is another each time. The others are shared by all: a counter
 * of a campaign is one of `campaignShards`, and every other is hit each time.
 */
function hottest(rates: Scene['rates'], flows: Flows, kind: 'reads' | 'writes'): Pick<Taken, 'taken' | 'where'> {
  const perSecond = new Map<string, number>();
  for (const name of flowNames) {
    for (const { partition, [kind]: units } of flows[name].accesses) {
      const shared = sharedPartition(partition);
      if (shared === null || units === 0) continue;
      const share = shared.startsWith('CAMPAIGN#') ? units / campaignShards : units;
      perSecond.set(shared, (perSecond.get(shared) ?? 0) + rates[name] * share);
    }
  }
  const [where = 'none is shared', taken = 0] = [...perSecond].sort(([, one], [, other]) => other - one)[0] ?? [];
  return { taken, where };
}

const ownPrefixes = ['SUP#', 'CHECKOUT#', 'ATTEMPT#', 'DEVICE#', 'EMAIL#', 'LINK', 'LIMIT#', 'ANONYMOUS#', 'REMINDER#'];
function sharedPartition(partition: string): string | null {
  if (ownPrefixes.some((prefix) => partition.startsWith(prefix))) return null;
  // The eight shards of a counter are one kind, of which each takes its share.
  return partition.replace(/^(CAMPAIGN#[^#]+#[^#]+)#\d+$/, '$1#shard').replace(/^(SALT|TRIES)#.*$/, '$1#now');
}

/** How old the oldest message is after so many hours: what comes beyond the workers' pace waits. */
export function queueAgeAfter(hours: number, { rates }: Scene, flows: Flows): number {
  const pace = requestsPerSecondOf('live') * mostSyncFunctions.live;
  const requested = byWorker.reduce((sum, name) => sum + rates[name] * flows[name].stripeRequests, 0);
  return requested <= pace ? 0 : hours * 3600 * (1 - pace / requested);
}
