// The keys that are ours to make: each is made from chance where its secret was born empty, and never over one that is
// filled. The Stripe key is handed in by a person; it is stored where none lies yet, and only if it is of this stage's mode.
import { parseKeyRing } from '../../functions/runtime/secret-shapes.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import type { Clock } from '../../shared/ports/system.ts';
import { type AccountNeeds, readSecret, readStripeSecret, writeSecret } from '../account/account-needs.ts';
import { freshKey, freshKeyId } from '../account/fresh-keys.ts';
import type { PassKeyStore } from '../account/pass-key-store.ts';
import type { Finding } from '../terminal/finding.ts';

export interface SecretNeeds extends AccountNeeds {
  readonly clock: Clock;
  /** The key the functions are to work with, as a person hands it in; null where none was. */
  readonly functionsKey: string | null;
  /** The edge's copy of the passes' keys; null where this stage has none. */
  readonly passKeys: PassKeyStore | null;
}

/** The Stripe key comes first: what is made on the account is told to the functions beside it. */
export async function planStripeKey(needs: SecretNeeds): Promise<Finding> {
  const about = 'Secret Stripe';
  const { functionsKey, target } = needs;
  if ((await readSecret(needs, 'Stripe')) !== null) {
    const stored = await readStripeSecret(needs);
    if (stored === null) return broken(about, '{"key":"rk_…"}');
    if (isOfMode(stored.key, target.mode))
      return { about, state: 'well', is: `a ${target.mode} key, ${kindOf(stored.key)}` };
    return { about, state: 'hurts', is: `is no ${target.mode} key`, remedy: `put in a key of ${target.mode} mode` };
  }
  if (functionsKey === null) {
    const remedy = 'make a restricted key with the rows below, and hand it in: STRIPE_DOOR_KEY=rk_… npm run setup';
    return { about, state: 'hurts', is: 'was never filled', remedy };
  }
  if (!isOfMode(functionsKey, target.mode)) {
    return {
      about,
      state: 'hurts',
      is: `STRIPE_DOOR_KEY is no ${target.mode} key`,
      remedy: `hand in one of ${target.mode} mode`,
    };
  }
  const apply = () => writeSecret(needs, 'Stripe', { key: functionsKey });
  return { about, state: 'change', is: `store the key that was handed in, ${kindOf(functionsKey)}`, apply };
}

const isOfMode = (key: string, mode: string): boolean => new RegExp(`^[sr]k_${mode}_`).test(key);
const kindOf = (key: string): string =>
  key.startsWith('rk_') ? 'restricted' : 'with all rights: a restricted one is safer';

export async function planSecrets(needs: SecretNeeds): Promise<readonly Finding[]> {
  return [
    await planKeyRing(needs, 'Pass'),
    ...(await planPassKeys(needs)),
    await planKeyRing(needs, 'Pepper'),
    ...(await planSeal(needs)),
    ...(await planOrigin(needs)),
  ];
}

async function planKeyRing(needs: SecretNeeds, kind: 'Pass' | 'Pepper'): Promise<Finding> {
  const about = `Secret ${kind}`;
  const stored = await readSecret(needs, kind);
  if (stored !== null) {
    const isWhole = isFine(() => parseKeyRing(stored));
    return isWhole ? { about, state: 'well', is: 'filled' } : broken(about, '{"current":"…","keys":{"…":"…"}}');
  }
  const id = freshKeyId(needs.clock.now(), []);
  const apply = () => writeSecret(needs, kind, { current: id, keys: { [id]: freshKey(needs.chance) } });
  return { about, state: 'change', is: `fill it with a fresh key, ${id}`, apply };
}

/** Born empty with the stage: until it is filled, the edge takes everybody for a stranger. */
async function planPassKeys(needs: SecretNeeds): Promise<readonly Finding[]> {
  const { passKeys } = needs;
  if (passKeys === null) return [];
  const about = "Edge's pass keys";
  const [stored, there] = [await readSecret(needs, 'Pass'), await passKeys.read()];
  const ids = stored === null ? null : [...parseKeyRing(stored).keys.keys()];
  const lacking = ids?.filter((id) => !there.has(id));
  if (lacking?.length === 0) return [{ about, state: 'well', is: `knows ${ids?.join(', ')}` }];
  const apply = async () => {
    const filled = await readSecret(needs, 'Pass');
    for (const [id, key] of parseKeyRing(filled ?? '').keys) await passKeys.put(id, key.toString('base64url'));
  };
  return [{ about, state: 'change', is: `tell it ${lacking?.join(', ') ?? 'the fresh key'}`, apply }];
}

/** Private and public are made together; one alone could not be completed. */
async function planSeal(needs: SecretNeeds): Promise<readonly Finding[]> {
  const about = 'Secrets Seal, Sealing';
  if (needs.target.secretNames.Seal === null || needs.target.secretNames.Sealing === null) return [];
  const [seal, sealing] = [await readSecret(needs, 'Seal'), await readSecret(needs, 'Sealing')];
  if (seal !== null && sealing !== null) return [{ about, state: 'well', is: 'filled' }];
  if (seal !== null) {
    const remedy = 'npm run rotate -- seal makes a pair anew; what was sealed before still opens';
    return [{ about, state: 'hurts', is: 'the private key is there and its public one is not', remedy }];
  }
  const id = freshKeyId(needs.clock.now(), []);
  const apply = async () => {
    const { opens, seals } = newSealPair();
    // The key that opens before the key that seals: nothing is ever sealed to a key that nobody holds.
    await writeSecret(needs, 'Seal', { current: id, keys: { [id]: opens } });
    await writeSecret(needs, 'Sealing', { current: id, key: seals });
  };
  return [{ about, state: 'change', is: `fill them with a fresh pair, ${id}`, apply }];
}

async function planOrigin(needs: SecretNeeds): Promise<readonly Finding[]> {
  const about = 'Secret Origin';
  if (needs.target.secretNames.Origin === null) return [];
  if ((await readSecret(needs, 'Origin')) !== null) return [{ about, state: 'well', is: 'filled' }];
  const apply = () => writeSecret(needs, 'Origin', { sent: freshKey(needs.chance) });
  return [{ about, state: 'change', is: 'fill it with chance', apply }];
}

const broken = (about: string, shape: string): Finding => ({
  about,
  state: 'hurts',
  is: 'holds something else than its shape, so the functions that need it are shut',
  remedy: `put ${shape} there`,
});

function isFine(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    // Said as a finding; what it holds is not.
    return false;
  }
}
