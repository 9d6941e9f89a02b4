// The memory of a reconciliation, beside the supporters and anonymous payments it looks at. Nothing waits between a look and its end,
// so a sum is always of one moment; a total that is what it was then is short of its sum by the same amount.
import { withoutStaleness } from '../../core/device.ts';
import { parseCustomerId } from '../../core/ids.ts';
import { isAged, isOfUnknownAge } from '../../core/is-aged.ts';
import { isSame } from '../../core/is-same.ts';
import { isOverdue } from '../../core/membership.ts';
import type { ReconcileJob, ReconcileRun, ReconcileStore, TotalDifference } from '../../ports/reconcile-store.ts';
import type { MemoryAnonymousPaymentStore } from './anonymous-payment-store.ts';
import type { MemoryDeviceStore } from './device-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

type Supporters = Pick<MemorySupporterStore, 'dump' | 'restore' | 'totals'>;
const nothing = { raisedMinor: 0, contributions: 0 };

export function memoryReconcileStore(
  supporters: Supporters,
  anonymousPayments: Pick<MemoryAnonymousPaymentStore, 'dump'>,
  devices: Pick<MemoryDeviceStore, 'dump' | 'restore'>,
): ReconcileStore {
  const runs = new Map<ReconcileJob, ReconcileRun>();
  const partsOf = () => supporters.dump().supporters.flatMap(([, held]) => Object.values(held.parts));
  return {
    readRun: async (job) => structuredClone(runs.get(job) ?? null),
    async keepRun(job, run) {
      runs.set(job, structuredClone(run));
    },
    async *due({ overdueBefore, agedBefore, pepper }) {
      for (const { part } of partsOf()) {
        if (part === null) continue;
        const { kind, id: objectId, customer: customerId } = part;
        const isOld = isAged(part, agedBefore) || isOfUnknownAge(part);
        const isDue = isOld || (kind === 'membership' && isOverdue(part, overdueBefore));
        if (isDue) yield { part: kind, objectId, customerId };
      }
      for (const pointer of supporters.dump().pointers) {
        const [under, , customer = ''] = pointer.split('#');
        if (under !== pepper) yield { part: 'customer', objectId: customer, customerId: parseCustomerId(customer) };
      }
    },
    async forgetFreshness(now) {
      const stale = devices.dump();
      devices.restore(stale.map((each) => ({ ...each, holdings: withoutStaleness(each.holdings, now) })));
    },
    auditTotals: async () => differences(supporters, [...partsOf(), ...anonymousPayments.dump()]),
    async correctTotal({ campaign, month, held, sum }) {
      const dump = supporters.dump();
      const isIt = (total: { campaign: string; month: string }) => total.campaign === campaign && total.month === month;
      const { raisedMinor, contributions } = dump.totals.find(isIt) ?? nothing;
      if (!isSame({ raisedMinor, contributions }, held)) return 'moved';
      const totals = [...dump.totals.filter((each) => !isIt(each)), { campaign, month, ...sum }];
      supporters.restore({ ...dump, totals });
      return 'corrected';
    },
  };
}

function differences(
  supporters: Supporters,
  counting: readonly {
    readonly counted: (Pick<TotalDifference, 'campaign' | 'month'> & { amountMinor: number }) | null;
  }[],
): TotalDifference[] {
  const cursors = new Map<string, TotalDifference>();
  for (const { campaign, month, raisedMinor, contributions } of supporters.totals()) {
    const held = { raisedMinor, contributions };
    cursors.set(`${campaign} ${month}`, { campaign, month, shard: 0, held, sum: nothing, moves: null });
  }
  for (const { counted } of counting) {
    if (counted === null) continue;
    const { campaign, month, amountMinor } = counted;
    const cursor = cursors.get(`${campaign} ${month}`) ?? {
      campaign,
      month,
      shard: 0,
      held: nothing,
      sum: nothing,
      moves: null,
    };
    const sum = { raisedMinor: cursor.sum.raisedMinor + amountMinor, contributions: cursor.sum.contributions + 1 };
    cursors.set(`${campaign} ${month}`, { ...cursor, sum });
  }
  return [...cursors.values()].filter(({ held, sum }) => !isSame(held, sum));
}
