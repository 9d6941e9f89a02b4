// Runs a command and prints its error: one sentence for what the operator can correct, the stack for a defect. Either exits
// with 1.
import Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';

export async function runCommand(work: () => Promise<boolean>): Promise<void> {
  // The reader of a pipe may close it early (`| head`); the command still finishes its work.
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

/** Null for a defect. Stripe's own messages are left out, because they name keys and accounts. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not know the key.';
  if (error instanceof Stripe.errors.StripePermissionError) {
    return 'The Stripe key lacks a permission. `npm run setup` lists the rows it needs. STRIPE_SETUP_KEY uses another key for one run.';
  }
  if (error instanceof Stripe.errors.StripeConnectionError) return 'Stripe could not be reached.';
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return 'Stripe limits the rate of requests. Try again in a minute.';
  // The message of parseArgs about a wrong option is already written for the operator.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
    return error.message;
  if (
    error instanceof Error &&
    /^(?:AccessDenied|Authorization|Unauthorized|NotAuthorized|ExpiredToken|InvalidClientToken|SignatureDoesNotMatch|UnrecognizedClient|CredentialsProvider)/.test(
      error.name,
    )
  ) {
    return `AWS refused: ${error.name}. Check that this is the right account and that its role allows the call.`;
  }
  return null;
}
