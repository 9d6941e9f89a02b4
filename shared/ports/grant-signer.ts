// Signs and proves grants, with a key that signs nothing else: a grant can never be taken for a pass, nor a pass for one.
import type { PassKey } from './pass-signer.ts';

export interface GrantSigner {
  /** The key that signs now. */
  currentKey(): Promise<PassKey>;
  /** Also by a key that signs no more but is still in its key ring: a rotation ends no mailing. */
  isSigned(signed: { readonly keyId: string; readonly text: string; readonly mac: string }): Promise<boolean>;
}
