// The memory of a reconciliation, beside the supporters and books it looks at. Nothing waits between a look and its end,
// so a sum is always of one moment; a total that is what it was then is short of its sum by the same amount.
import { parseCustomerId } from '../../core/ids.ts';
import { isAged } from '../../core/is-aged.ts';
import { isSame } from '../../core/is-same.ts';
import { isOverdue } from '../../core/membership-overdue.ts';
import type { ReconcileJob, ReconcileRun, ReconcileStore, TotalDifference } from '../../ports/reconcile-store.ts';
import type { MemoryBookStore } from './book-store.ts';
import type { MemorySupporterStore } from './supporter-store.ts';

type Supporters = Pick<MemorySupporterStore, 'dump' | 'restore' | 'totals'>;
const nothing = { raisedMinor: 0, gifts: 0 };

export function memoryReconcileStore(supporters: Supporters, books: Pick<MemoryBookStore, 'dump'>): ReconcileStore {
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
        const isDue = isAged(part, agedBefore) || (kind === 'membership' && isOverdue(part, overdueBefore));
        if (isDue) yield { part: kind, objectId, customerId };
      }
      for (const pointer of supporters.dump().pointers) {
        const [under, , customer = ''] = pointer.split('#');
        if (under !== pepper) yield { part: 'customer', objectId: customer, customerId: parseCustomerId(customer) };
      }
    },
    auditTotals: async () => differences(supporters, [...partsOf(), ...books.dump()]),
    async correctTotal({ campaign, month, held, sum }) {
      const dump = supporters.dump();
      const isIt = (total: { campaign: string; month: string }) => total.campaign === campaign && total.month === month;
      const { turns, raisedMinor, gifts } = dump.totals.find(isIt) ?? { ...nothing, turns: 0 };
      if (!isSame({ raisedMinor, gifts }, held)) return 'moved';
      const totals = [...dump.totals.filter((each) => !isIt(each)), { campaign, month, turns, ...sum }];
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
  const places = new Map<string, TotalDifference>();
  for (const { campaign, month, raisedMinor, gifts } of supporters.totals()) {
    const held = { raisedMinor, gifts };
    places.set(`${campaign} ${month}`, { campaign, month, shard: 0, held, sum: nothing, moves: null });
  }
  for (const { counted } of counting) {
    if (counted === null) continue;
    const { campaign, month, amountMinor } = counted;
    const place = places.get(`${campaign} ${month}`) ?? {
      campaign,
      month,
      shard: 0,
      held: nothing,
      sum: nothing,
      moves: null,
    };
    const sum = { raisedMinor: place.sum.raisedMinor + amountMinor, gifts: place.sum.gifts + 1 };
    places.set(`${campaign} ${month}`, { ...place, sum });
  }
  return [...places.values()].filter(({ held, sum }) => !isSame(held, sum));
}
