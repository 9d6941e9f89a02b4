// Supabase's sync engine: it stores the objects that the events carry, and asks Stripe for the line items of a checkout only.
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import { type Contender, type SignedEvent, type Surroundings, stripeKey, webhookSecret } from './contender.ts';
import { loadPackage } from './load-package.ts';
import { connections, openPeerDatabase, peerStripe } from './peer-database.ts';

interface StripeSync {
  stripe: unknown;
  close(): Promise<void>;
  processWebhook(body: string, signature: string): Promise<void>;
}
const tables = ['customers', 'subscriptions', 'invoices', 'payment_intents', 'checkout_sessions'];

export async function openSyncEngine({ stripe, postgres }: Surroundings): Promise<Contender> {
  const { StripeSync, runMigrations } = await loadPackage('@supabase/stripe-sync-engine');
  const { url, pool } = await openPeerDatabase(postgres, 'sync_engine');
  await runMigrations({ databaseUrl: url, schema: 'stripe' });
  const engine: StripeSync = new StripeSync({
    poolConfig: { connectionString: url, max: connections, keepAlive: true },
    stripeSecretKey: stripeKey,
    stripeWebhookSecret: webhookSecret,
    stripeApiVersion,
  });
  engine.stripe = await peerStripe(stripe, stripeKey, stripeApiVersion);
  const answer = ({ body, signature }: SignedEvent): Promise<void> => engine.processWebhook(body, signature);
  return {
    reset: async () => {
      await pool.query(`TRUNCATE ${tables.map((table) => `stripe.${table}`).join(', ')} CASCADE`);
    },
    eventOf: (_supporter, body) => body,
    answer,
    answerTogether: async (events) => {
      for (const event of events) await answer(event);
    },
    countRight: async (supporters) => {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS right FROM stripe.subscriptions s
         JOIN stripe.invoices i ON i.customer = s.customer AND i.status = 'paid' AND i.amount_paid = 1000
         JOIN stripe.payment_intents p ON p.customer = s.customer AND p.status = 'succeeded'
         JOIN stripe.checkout_sessions c ON c.customer = s.customer AND c.status = 'complete'
         WHERE s.status = 'active' AND s.id = ANY($1)`,
        [supporters.map(({ subscription }) => subscription)],
      );
      return Number(rows[0]?.['right']);
    },
    close: async () => {
      await engine.close();
      await pool.end();
    },
  };
}
