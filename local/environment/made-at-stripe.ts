// What `npm run setup` made on a Stripe account of the developer's own: ids, kept from one run to the next. The key itself is
// never written down. Only its fingerprint is, so that the ids are not used with a key of another account.
import * as z from 'zod/mini';
import { nodeHasher } from '../../shared/adapters/node/hasher.ts';
import type { State } from './state.ts';

/** As in the secret of a stage: `functions/runtime/secret-shapes.ts`. */
export interface MadeIds {
  readonly portal?: string;
  readonly product?: string;
}
interface Brought {
  readonly secretKey: string;
}
const file = 'made-at-stripe';
const ids = { portal: z.exactOptional(z.string()), product: z.exactOptional(z.string()) };
const savedIn = z.record(z.string(), z.object(ids));

export const readMade = (state: State, brought: Brought): MadeIds =>
  savedIn.parse(state.read(file) ?? {})[fingerprintOf(brought)] ?? {};

/** `secret` as setup stores it: the key and the ids beside it. */
export function keepMade(state: State, brought: Brought, secret: string): void {
  const made = z.object(ids).parse(JSON.parse(secret));
  state.write(file, { ...savedIn.parse(state.read(file) ?? {}), [fingerprintOf(brought)]: made });
}

/** Long enough to be one key's alone, too short to be taken for a secret. */
const fingerprintLength = 16;
const fingerprintOf = ({ secretKey }: Brought): string => nodeHasher.digest(secretKey).slice(0, fingerprintLength);
