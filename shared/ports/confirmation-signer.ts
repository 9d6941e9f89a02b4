// Proves that a confirmation of a reminder was written by us, for this stage, and was not altered since. The key is the
// pepper that hashed the address in it, so a confirmation ends with the pepper.
export interface ConfirmationSigner {
  /** Null where there is no key of that id. */
  prove(text: string, pepper: string): Promise<string | null>;
  isProven(text: string, pepper: string, proof: string): Promise<boolean>;
}
