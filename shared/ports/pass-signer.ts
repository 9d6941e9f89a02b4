// Signs passes, and only passes, with a key of their own: anyone who holds it can hide banners and nothing else. A key
// and its id are handed out together, so that a rotation between two calls cannot put one's name on the other's work.

export interface PassKey {
  readonly keyId: string;
  /** HMAC-SHA256 of the text, base64url. */
  sign(text: string): string;
}
export interface PassSigner {
  /** The key that signs now. */
  currentKey(): Promise<PassKey>;
  /** Whether one of our keys signed it, whatever it says. */
  isOurs(token: string): Promise<boolean>;
}
