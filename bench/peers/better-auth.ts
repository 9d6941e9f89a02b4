// Better Auth's Stripe plugin: its own checkout makes the subscription's row, and the completed session fills it in.
import { randomBytes } from 'node:crypto';
import { stripeApiVersion } from '../../shared/adapters/stripe/event-types.ts';
import {
  type Contender,
  type NewSupporter,
  type SignedEvent,
  type Surroundings,
  stripeKey,
  webhookSecret,
} from './contender.ts';
import { loadPackage } from './load-package.ts';
import { openPeerDatabase, type Pool, peerStripe } from './peer-database.ts';

interface Auth {
  readonly options: object;
  handler(request: Request): Promise<Response>;
}
const site = 'http://meridian.example';

export async function openBetterAuth({ stripe, postgres }: Surroundings): Promise<Contender> {
  const { betterAuth } = await loadPackage('better-auth');
  const { getMigrations } = await loadPackage('better-auth/db/migration');
  const plugin = await loadPackage('@better-auth/stripe');
  const { pool } = await openPeerDatabase(postgres, 'better_auth');
  let plans: readonly { readonly name: string; readonly priceId: string }[] = [];
  const auth: Auth = betterAuth({
    baseURL: site,
    secret: randomBytes(32).toString('base64url'),
    database: pool,
    logger: { level: 'error' },
    plugins: [
      plugin.stripe({
        stripeClient: await peerStripe(stripe, stripeKey, stripeApiVersion),
        stripeWebhookSecret: webhookSecret,
        subscription: { enabled: true, plans: () => plans },
      }),
    ],
  });
  await (await getMigrations(auth.options)).runMigrations();
  const answer = async ({ body, signature }: SignedEvent): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const response = await auth.handler(
      new Request(`${site}/api/auth/stripe/webhook`, { method: 'POST', headers, body }),
    );
    if (!response.ok) throw new Error(`better-auth refused an event: ${await response.text()}`);
  };
  return {
    async reset(supporters) {
      // All supporters of the bench chose the one amount there is.
      plans = [...new Set(supporters.map(({ price }) => price))].map((priceId) => ({ name: 'monthly', priceId }));
      await putRows(pool, supporters);
    },
    eventOf: ({ customer }: NewSupporter, body: string): string => {
      const event: { data: { object: { metadata: object } } } = JSON.parse(body);
      event.data.object.metadata = { userId: customer, referenceId: customer, subscriptionId: `row-${customer}` };
      return JSON.stringify(event);
    },
    answer,
    answerTogether: async (events) => {
      for (const event of events) await answer(event);
    },
    countRight: async (supporters) => {
      const { rows } = await pool.query(
        `SELECT count(*)::int AS right FROM "subscription" WHERE status = 'active' AND "stripeSubscriptionId" = ANY($1)`,
        [supporters.map(({ subscription }) => subscription)],
      );
      return Number(rows[0]?.['right']);
    },
    close: () => pool.end(),
  };
}

/** As its own checkout leaves them: a user with a customer at Stripe, and a subscription that waits for its session. */
async function putRows(pool: Pool, supporters: readonly NewSupporter[]): Promise<void> {
  await pool.query('TRUNCATE "subscription", "user" CASCADE');
  for (const { customer } of supporters) {
    await pool.query(
      `INSERT INTO "user" (id, name, email, "emailVerified", "stripeCustomerId", "createdAt", "updatedAt")
       VALUES ($1, 'bench', $2, true, $1, now(), now())`,
      [customer, `${customer}@bench.example`],
    );
    await pool.query(
      `INSERT INTO "subscription" (id, plan, "referenceId", "stripeCustomerId", status)
       VALUES ($1, 'monthly', $2, $2, 'incomplete')`,
      [`row-${customer}`, customer],
    );
  }
}
