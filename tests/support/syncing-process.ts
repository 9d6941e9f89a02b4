// A worker as a process of its own that syncs parts on command, one per message, with the real table behind it and a
// Stripe whose answers a test controls. `blind` is the careless worker that every sync must be better than.
import * as z from 'zod/mini';
import { settings } from '#settings';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { type SyncNeeds, syncPart } from '../../shared/actions/sync-part.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { systemClock, systemPause } from '../../shared/adapters/node/system.ts';
import { known, parsePaymentId } from '../../shared/core/ids.ts';
import type { SupporterStore } from '../../shared/ports/supporter-store.ts';
import { campaignId, customerId, payment } from './builders.ts';

const start = z.object({ endpoint: z.string(), table: z.string(), truth: z.string(), isBlind: z.boolean() });
const command = z.object({ part: z.string() });
const shown = z.object({ returnedMinor: z.int() });

process.once('message', (message) => {
  const { endpoint, table, truth, isBlind } = z.parse(start, message);
  const stores = dynamodbStores(createDocumentClient({ ...localAccess, endpoint }), table);
  const needs: SyncNeeds = {
    ...stores,
    supporters: isBlind ? blindly(stores.supporters) : stores.supporters,
    payments: paymentsFrom(truth),
    campaigns: settings.campaigns,
    timeZone: settings.newsroom.timeZone,
    linkDays: settings.linkDays,
    clock: systemClock,
    log: { write: () => {} },
    pause: systemPause,
  };
  process.on('message', (next) => void sync(needs, z.parse(command, next).part));
  process.send?.('ready');
});

async function sync(needs: SyncNeeds, part: string): Promise<void> {
  const id = known(parsePaymentId(part));
  process.send?.(await syncPart(needs, { kind: 'payment', customer: customerId(), id }).catch(String));
}

const paymentsFrom = (truth: string): SyncNeeds['payments'] => ({
  async readPayment(id) {
    const { returnedMinor } = z.parse(shown, await (await fetch(`${truth}/${id}`)).json());
    const marker = { checkout: null, campaign: campaignId() };
    return { payment: payment({ id, amountMinor: 1_000_000, returnedMinor }), marker, isOwnerGone: false };
  },
  async readMembership() {
    throw new Error('only payments are synced here');
  },
});

/** Overwrites whatever is stored with the last answer it got. */
const blindly = (store: SupporterStore): SupporterStore => ({
  ...store,
  async save(sync) {
    for (;;) {
      const saved = await store.save({ ...sync, versioned: await store.readVersioned(sync.key) });
      if (saved !== 'stale') return saved;
    }
  },
});
