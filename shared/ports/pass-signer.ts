// Signs passes, and only passes, with a key of their own: anyone who holds it can hide banners and nothing else.

export interface PassSigner {
  /** The id of the key that signs now. */
  keyId(): Promise<string>;
  /** HMAC-SHA256 of the text, base64url. */
  sign(text: string): Promise<string>;
}
