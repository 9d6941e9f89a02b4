// The secrets of a local run: random values from the first start, in a file that only its owner may read. The
// functions read them by name as in AWS. Stripe's own keys, where a person gave some, are never written to disk.
import * as z from 'zod/mini';
import { productIdOf } from '../../shared/adapters/stripe/product.ts';
import type { Chance } from '../../shared/ports/system.ts';
import type { Secrets } from '../servers/secrets-server.ts';
import { CannotStart } from './cannot-start.ts';
import { localInstallation } from './local-installation.ts';
import { keepMade, readMade } from './made-at-stripe.ts';
import { newSealPair, type SealPair } from './seal-pair.ts';
import type { State } from './state.ts';

/** What the environment of the functions holds instead of a value. */
export const secretNames = {
  stripe: 'mainstay/local/stripe',
  webhook: 'mainstay/local/webhook',
  pass: 'mainstay/local/pass',
  pepper: 'mainstay/local/pepper',
  seal: 'mainstay/local/seal',
  sealing: 'mainstay/local/sealing',
  /** Of the mail server on this machine. */
  smtp: 'mainstay/local/smtp',
  /** Of the CDN in front of the functions, whose part the site of a local run plays. */
  origin: 'mainstay/local/origin',
} as const;

export interface StripeKeys {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Another server of Stripe's API on this machine; left out for Stripe itself. */
  readonly apiUrl?: string;
}
/** A key of 256 bits, as `adapters/node/key-ring.ts` requires. */
const keyBytes = 32;

const savedIn = z.object({
  secretKey: z.string(),
  webhookSecret: z.string(),
  passKey: z.string(),
  pepperKey: z.string(),
  // State folders of older versions have none.
  seal: z.optional(z.object({ opens: z.string(), seals: z.string() })),
});
type SavedState = z.infer<typeof savedIn> & { readonly seal: SealPair };
const putIn = z.record(z.string(), z.string());

/** `brought` is null where the sandbox stands for Stripe. */
export function openSecrets(
  state: State,
  chance: Chance,
  brought: StripeKeys | null,
): { keys: StripeKeys; secrets: Secrets; keepSecret: (name: string, value: string) => void } {
  const saved = savedSecrets(state, chance);
  // Values that a command put later. Stripe's own keys are saved only where the sandbox is used.
  const put = new Map(Object.entries(putIn.parse(state.read('put-secrets') ?? {})));
  const ofStripe: readonly string[] = [secretNames.stripe, secretNames.webhook];
  const used = [...put].filter(([name]) => brought === null || !ofStripe.includes(name));
  const keys = brought ?? { secretKey: saved.secretKey, webhookSecret: saved.webhookSecret };
  return {
    keys,
    keepSecret: (name, value) => {
      if (brought !== null && name === secretNames.stripe) return keepMade(state, brought, value);
      if (brought !== null && ofStripe.includes(name)) return;
      put.set(name, value);
      state.write('put-secrets', Object.fromEntries(put));
    },
    secrets: {
      [secretNames.stripe]: JSON.stringify({
        key: keys.secretKey,
        // The sandbox has it from the start; at Stripe `npm run setup` creates it.
        ...(brought === null ? { product: productIdOf(localInstallation) } : readMade(state, brought)),
      }),
      [secretNames.webhook]: JSON.stringify({ secrets: [keys.webhookSecret] }),
      [secretNames.pass]: JSON.stringify({ current: 'k1', keys: { k1: saved.passKey } }),
      [secretNames.pepper]: JSON.stringify({ current: 'p1', keys: { p1: saved.pepperKey } }),
      [secretNames.seal]: JSON.stringify({ current: 's1', keys: { s1: saved.seal.opens } }),
      [secretNames.sealing]: JSON.stringify({ current: 's1', key: saved.seal.seals }),
      // Nobody can reach that server from elsewhere, and it starts anew with each run.
      [secretNames.smtp]: JSON.stringify({ user: 'local', password: chance.token(keyBytes) }),
      [secretNames.origin]: JSON.stringify({ sent: chance.token(keyBytes), others: [] }),
      ...Object.fromEntries(used),
    },
  };
}

function savedSecrets(state: State, chance: Chance): SavedState {
  const read = state.read('secrets');
  if (read !== null) {
    const parsed = savedIn.safeParse(read);
    if (parsed.success) return withSeal(state, parsed.data);
    throw new CannotStart(`${state.folder ?? ''}/secrets.json is damaged. Remove the folder to begin afresh.`);
  }
  const made: SavedState = {
    secretKey: `sk_test_${plain(chance)}`,
    webhookSecret: `whsec_${plain(chance)}`,
    passKey: chance.token(keyBytes),
    pepperKey: chance.token(keyBytes),
    seal: newSealPair(),
  };
  state.write('secrets', made);
  return made;
}

function withSeal(state: State, read: z.infer<typeof savedIn>): SavedState {
  if (read.seal !== undefined) return { ...read, seal: read.seal };
  const made = { ...read, seal: newSealPair() };
  state.write('secrets', made);
  return made;
}

/** Stripe's keys are letters and digits only. */
const plain = (chance: Chance): string => chance.token(keyBytes).replaceAll(/[-_]/g, '0');
