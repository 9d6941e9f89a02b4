// Makes existing subscriptions memberships: marks each at Stripe, syncs it and its last payment, and stores a pointer from
// its payer's hashed address, so that a mailed link finds it. Each step may be repeated. An interrupted import continues,
// because it skips what is already done.
import type Stripe from 'stripe';
import type { Screen } from '../../local/environment/progress.ts';
import { type RepointNeeds, repointSupporter } from '../../shared/actions/repoint-supporter.ts';
import { type SyncNeeds, syncPart } from '../../shared/actions/sync-part.ts';
import { importMarkerOf } from '../../shared/adapters/stripe/marker.ts';
import type { Payments } from '../../shared/ports/payments.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import type { Candidate, Importable } from './candidate.ts';
import { type CandidateSource, patiently } from './read-candidates.ts';

export interface ImportNeeds extends CandidateSource {
  readonly worker: SyncNeeds &
    RepointNeeds & {
      readonly payments: Pick<Payments, 'readMembership' | 'readPayment' | 'locatePayments' | 'readEmails'>;
      readonly supporters: SupporterStore;
    };
  readonly screen: Screen;
  /** Part of the idempotency keys, so that a refusal which Stripe recorded is not replayed to the next run. */
  readonly run: string;
}
export interface ImportInput {
  /** Only counts, and changes nothing. */
  readonly isDry: boolean;
  /** Only these products are imported; empty imports all. */
  readonly products: readonly string[];
}
export interface ImportCounts {
  readonly made: number;
  readonly held: number;
  readonly failed: readonly string[];
  readonly skipped: ReadonlyMap<string, number>;
  readonly products: ReadonlyMap<string, number>;
  readonly amounts: ReadonlyMap<string, number>;
}
type Source = AsyncIterable<Candidate | { readonly unknown: string }>;

export async function importMemberships(needs: ImportNeeds, source: Source, input: ImportInput): Promise<ImportCounts> {
  const skipped = new Map<string, number>();
  const products = new Map<string, number>();
  const amounts = new Map<string, number>();
  const failed: string[] = [];
  let [made, held, seen] = [0, 0, 0];
  for await (const candidate of source) {
    seen += 1;
    if (seen % reportEvery === 0) needs.screen.write(`  … ${seen} checked\n`);
    const obstacle = obstacleOf(candidate, input);
    if ('unknown' in candidate || candidate.obstacle !== null || obstacle !== null) {
      count(skipped, obstacle ?? 'Stripe does not know it');
      continue;
    }
    count(products, candidate.product);
    count(amounts, candidate.text);
    const outcome = input.isDry ? await forecast(needs, candidate) : await importSafely(needs, candidate);
    if (outcome === 'made') made += 1;
    if (outcome === 'held') held += 1;
    if (outcome === 'failed') failed.push(candidate.id);
  }
  return { made, held, failed, skipped, products, amounts };
}

const reportEvery = 100;
const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

function obstacleOf(candidate: Candidate | { readonly unknown: string }, { products }: ImportInput): string | null {
  if ('unknown' in candidate) return null;
  if (products.length > 0 && !products.includes(candidate.product)) return 'another product';
  return candidate.obstacle;
}

const isHeld = async ({ worker }: ImportNeeds, { customer, id, isMarked }: Importable): Promise<boolean> =>
  isMarked && (await worker.supporters.readVersioned({ kind: 'membership', customer, id })).version > 0;

const forecast = async (needs: ImportNeeds, candidate: Importable): Promise<'made' | 'held'> =>
  (await isHeld(needs, candidate)) ? 'held' : 'made';

async function importSafely(needs: ImportNeeds, candidate: Importable): Promise<'made' | 'held' | 'failed'> {
  try {
    const wasHeld = await isHeld(needs, candidate);
    if (!wasHeld) await importOne(needs, candidate);
    // Also for one that is already held: the pepper may have been rotated, or the table restored, since its import.
    await patiently(needs, () => repointSupporter(needs.worker, candidate.customer));
    return wasHeld ? 'held' : 'made';
  } catch {
    // Stripe or the table failed for a moment. One failure must not end the run; the id is printed at the end.
    return 'failed';
  }
}

async function importOne(needs: ImportNeeds, { id, customer }: Importable): Promise<void> {
  const { stripe, worker } = needs;
  const idempotencyKey = `mainstay-import-${needs.run}-${id}`;
  await patiently(needs, () =>
    stripe.subscriptions.update(id, { metadata: importMarkerOf(needs.installation) }, { idempotencyKey }),
  );
  const outcome = await patiently(needs, () => syncPart(worker, { kind: 'membership', customer, id }));
  if (outcome === 'foreign') throw new Error('a marked subscription is still foreign');
  for (const invoice of await lastPaid(needs, id)) {
    for (const { payment } of await patiently(needs, () => worker.payments.locatePayments(invoice))) {
      await patiently(needs, () => syncPart(worker, { kind: 'payment', customer, id: payment }));
    }
  }
}

/** Standing needs only the last payment; `npm run reconcile -- --full` imports the earlier ones. */
async function lastPaid(needs: ImportNeeds, subscription: string): Promise<readonly string[]> {
  const list: Stripe.InvoiceListParams = { subscription, status: 'paid', limit: 1 };
  const { data } = await patiently(needs, () => needs.stripe.invoices.list(list));
  return data.map(({ id }) => id ?? '').filter((each) => each !== '');
}
