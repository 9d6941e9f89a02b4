// Whether a person sits before the form: asked of every caller alike where the newsroom has switched it on, and never
// answered by the caller's own word. An adapter fails closed: what it cannot prove is not passed, because whoever floods a
// form would else flood the proof as well.

export interface CaptchaProof {
  /** What the form sent; null where it sent nothing. */
  readonly answer: string | null;
  /** The same answer is good for one attempt only, but for that one however often the network repeats it. */
  readonly attempt: string;
}
export interface Captcha {
  /** `unavailable`: who would have to say does not answer. */
  check(proof: CaptchaProof): Promise<'passed' | 'failed' | 'unavailable'>;
}
