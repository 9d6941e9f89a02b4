// Cloudflare Turnstile: asks its siteverify whether an answer is a person's, was given on one of our pages, and was not used
// before (developers.cloudflare.com/turnstile/get-started/server-side-validation). The reader's address is not sent. Bounded
// in time and size; whatever is no clear yes is none.
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Captcha, CaptchaProof } from '../../ports/captcha.ts';
import { postForm } from './post-form.ts';

export interface TurnstileEndpoint {
  secret(): Promise<string>;
  /** Host names of our pages. */
  readonly hosts: readonly string[];
  readonly url: string;
}
export const turnstileUrl = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
/** Turnstile's own limit. */
const longestAnswer = 2048;

const verdict = z.object({
  success: z.boolean(),
  hostname: z.optional(z.string()),
  'error-codes': z.optional(z.array(z.string())),
});
/** Theirs or ours to mend: the reader can do nothing about them. */
const notTheReaders = ['internal-error', 'missing-input-secret', 'invalid-input-secret', 'bad-request'];

export const turnstileCaptcha = (ref: TurnstileEndpoint): Captcha => ({
  async check(proof) {
    const { answer } = proof;
    if (answer === null || answer.length === 0 || answer.length > longestAnswer) return 'failed';
    const fields = { secret: await ref.secret(), response: answer, idempotency_key: keyOf(proof) };
    const said = await postForm(ref.url, fields);
    const parsed = verdict.safeParse(said);
    if (!parsed.success) return 'unavailable';
    const { success, hostname = '', 'error-codes': codes = [] } = parsed.data;
    if (success) return ref.hosts.includes(hostname) ? 'passed' : 'failed';
    return codes.some((code) => notTheReaders.includes(code)) ? 'unavailable' : 'failed';
  },
});

/** A UUID of this answer in this attempt: a repeated request is answered as the first, another attempt is not. */
function keyOf({ answer, attempt }: CaptchaProof): string {
  const hex = createHash('sha256').update(`${attempt}\n${answer}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
