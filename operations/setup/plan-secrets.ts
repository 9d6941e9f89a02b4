// Plans the secrets of a stage. A key of our own is made at random if its secret is empty, and a filled secret is never
// overwritten. The Stripe key comes from the operator; it is stored only if none is stored and its mode is the stage's.
import { parseKeyRing } from '../../functions/runtime/secret-shapes.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import type { Clock } from '../../shared/ports/system.ts';
import { type AccountNeeds, readSecret, readStripeSecret, writeSecret } from '../account/account-needs.ts';
import { freshKey, freshKeyId } from '../account/fresh-keys.ts';
import type { PassKeyStore } from '../account/pass-key-store.ts';
import type { Finding } from '../terminal/finding.ts';
import { planSmtp, type SmtpPlanNeeds } from './plan-smtp.ts';

export interface SecretNeeds extends AccountNeeds, SmtpPlanNeeds {
  readonly clock: Clock;
  /** The key for the functions, as the operator passes it; null if none was passed. */
  readonly functionsKey: string | null;
  /** The edge's copy of the pass keys; null if this stage has none. */
  readonly passKeys: PassKeyStore | null;
}

/** The Stripe key comes first: the ids of what is created on the account are stored beside it. */
export async function planStripeKey(needs: SecretNeeds): Promise<Finding> {
  const about = 'Secret Stripe';
  const { functionsKey, target } = needs;
  if ((await readSecret(needs, 'Stripe')) !== null) {
    const stored = await readStripeSecret(needs);
    if (stored === null) return broken(about, '{"key":"rk_…"}');
    if (isOfMode(stored.key, target.mode))
      return { about, state: 'ok', is: `a ${target.mode} key, ${kindOf(stored.key)}` };
    return { about, state: 'problem', is: `is not a ${target.mode} key`, remedy: `store a key of ${target.mode} mode` };
  }
  if (functionsKey === null) {
    const remedy = 'create a restricted key with the rows below, and pass it: STRIPE_FUNCTIONS_KEY=rk_… npm run setup';
    return { about, state: 'problem', is: 'was never filled', remedy };
  }
  if (!isOfMode(functionsKey, target.mode)) {
    return {
      about,
      state: 'problem',
      is: `STRIPE_FUNCTIONS_KEY is not a ${target.mode} key`,
      remedy: `pass a key of ${target.mode} mode`,
    };
  }
  const apply = () => writeSecret(needs, 'Stripe', { key: functionsKey });
  return { about, state: 'change', is: `store the key that was passed, ${kindOf(functionsKey)}`, apply };
}

const isOfMode = (key: string, mode: string): boolean => new RegExp(`^[sr]k_${mode}_`).test(key);
const kindOf = (key: string): string =>
  key.startsWith('rk_') ? 'restricted' : 'with all permissions; a restricted one is safer';

export async function planSecrets(needs: SecretNeeds): Promise<readonly Finding[]> {
  return [
    await planKeyRing(needs, 'Pass'),
    ...(await planPassKeys(needs)),
    await planKeyRing(needs, 'Pepper'),
    ...(await planSeal(needs)),
    ...(await planSmtp(needs)),
    ...(await planOrigin(needs)),
  ];
}

async function planKeyRing(needs: SecretNeeds, kind: 'Pass' | 'Pepper'): Promise<Finding> {
  const about = `Secret ${kind}`;
  const stored = await readSecret(needs, kind);
  if (stored !== null) {
    const isWhole = isFine(() => parseKeyRing(stored));
    return isWhole ? { about, state: 'ok', is: 'filled' } : broken(about, '{"current":"…","keys":{"…":"…"}}');
  }
  const id = freshKeyId(needs.clock.now(), []);
  const apply = () => writeSecret(needs, kind, { current: id, keys: { [id]: freshKey(needs.chance) } });
  return { about, state: 'change', is: `fill it with a new key, ${id}`, apply };
}

/** The deploy creates the store empty. Until it is filled, the edge recognises no supporter. */
async function planPassKeys(needs: SecretNeeds): Promise<readonly Finding[]> {
  const { passKeys } = needs;
  if (passKeys === null) return [];
  const about = 'Pass keys of the edge';
  const [stored, there] = [await readSecret(needs, 'Pass'), await passKeys.read()];
  const ids = stored === null ? null : [...parseKeyRing(stored).keys.keys()];
  const lacking = ids?.filter((id) => !there.has(id));
  if (lacking?.length === 0) return [{ about, state: 'ok', is: `holds ${ids?.join(', ')}` }];
  const apply = async () => {
    const filled = await readSecret(needs, 'Pass');
    for (const [id, key] of parseKeyRing(filled ?? '').keys) await passKeys.put(id, key.toString('base64url'));
  };
  return [{ about, state: 'change', is: `store ${lacking?.join(', ') ?? 'the new key'} there`, apply }];
}

/** The private and the public key are made together; neither can be made for the other alone. */
async function planSeal(needs: SecretNeeds): Promise<readonly Finding[]> {
  const about = 'Secrets Seal, Sealing';
  if (needs.target.secretNames.Seal === null || needs.target.secretNames.Sealing === null) return [];
  const [seal, sealing] = [await readSecret(needs, 'Seal'), await readSecret(needs, 'Sealing')];
  if (seal !== null && sealing !== null) return [{ about, state: 'ok', is: 'filled' }];
  if (seal !== null) {
    const remedy = 'npm run rotate -- seal makes a new pair; what was sealed before still opens';
    return [{ about, state: 'problem', is: 'the private key is stored, but its public key is not', remedy }];
  }
  const id = freshKeyId(needs.clock.now(), []);
  const apply = async () => {
    const { opens, seals } = newSealPair();
    // The private key is stored first, so that nothing is ever sealed to a key that nobody holds.
    await writeSecret(needs, 'Seal', { current: id, keys: { [id]: opens } });
    await writeSecret(needs, 'Sealing', { current: id, key: seals });
  };
  return [{ about, state: 'change', is: `fill them with a new pair, ${id}`, apply }];
}

async function planOrigin(needs: SecretNeeds): Promise<readonly Finding[]> {
  const about = 'Secret Origin';
  if (needs.target.secretNames.Origin === null) return [];
  if ((await readSecret(needs, 'Origin')) !== null) return [{ about, state: 'ok', is: 'filled' }];
  const apply = () => writeSecret(needs, 'Origin', { sent: freshKey(needs.chance) });
  return [{ about, state: 'change', is: 'fill it with a random value', apply }];
}

const broken = (about: string, shape: string): Finding => ({
  about,
  state: 'problem',
  is: 'does not have its shape, so the functions that need it refuse every request',
  remedy: `store ${shape}`,
});

function isFine(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    // The finding reports it; the value is never shown.
    return false;
  }
}
