// Every command's end: what a person can put right is a sentence, a defect shows its stack, and either ends with 1.
import Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';

export async function runCommand(work: () => Promise<boolean>): Promise<void> {
  // Whoever reads may go away (`| head`): what was begun is ended all the same.
  process.stdout.on('error', () => undefined);
  try {
    if (!(await work())) process.exitCode = 1;
  } catch (error) {
    const sentence = sentenceOf(error);
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(sentence === null ? `${stack}\n` : `\n  ${sentence}\n\n`);
    process.exitCode = 1;
  }
}

/** Null for a defect. Stripe's own words are left out: they name keys and accounts. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not know the key.';
  if (error instanceof Stripe.errors.StripePermissionError) {
    return 'The key may not do that at Stripe: `npm run setup` lists the rows it needs. STRIPE_SETUP_KEY takes another for once.';
  }
  if (error instanceof Stripe.errors.StripeConnectionError) return 'Stripe could not be reached.';
  if (error instanceof Stripe.errors.StripeRateLimitError) return 'Stripe asks for patience: try again in a minute.';
  // What parseArgs says of a wrong word is for a person already.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message;
  if (
    error instanceof Error &&
    /^(?:AccessDenied|ExpiredToken|UnrecognizedClient|CredentialsProvider)/.test(error.name)
  ) {
    return `AWS refused: ${error.name}. Is this the right account, and does its role allow it?`;
  }
  return null;
}
