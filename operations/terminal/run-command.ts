// Runs a command and prints its error: one sentence for what the operator can correct, the stack for a defect. Either exits
// with 1.
import Stripe from 'stripe';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import { type CommandHelp, helpText, isAskingForHelp } from './command-help.ts';
import { permissionSentence } from './permission-sentence.ts';

export async function runCommand(help: CommandHelp, work: () => Promise<boolean>): Promise<void> {
  // The reader of a pipe may close it early (`| head`); the command still finishes its work.
  process.stdout.on('error', () => undefined);
  if (isAskingForHelp(process.argv.slice(2))) {
    process.stdout.write(helpText(help));
    return;
  }
  try {
    if (!(await work())) process.exitCode = 1;
  } catch (error) {
    const sentence = sentenceOf(error);
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(sentence === null ? `This is a defect of Mainstay:\n${stack}\n` : `\n  ${sentence}\n\n`);
    process.exitCode = 1;
  }
}

/** Null for a defect. Of Stripe's own messages only what names no key and no account. */
export function sentenceOf(error: unknown): string | null {
  if (error instanceof CannotStart) return error.message;
  if (error instanceof Stripe.errors.StripeAuthenticationError) return 'Stripe does not know the key.';
  if (error instanceof Stripe.errors.StripePermissionError) {
    return `The Stripe key lacks a permission. Stripe: ${permissionSentence(error)} \`npm run setup\` lists the rows it needs. STRIPE_SETUP_KEY uses another key for one run.`;
  }
  if (error instanceof Stripe.errors.StripeConnectionError) return 'Stripe could not be reached.';
  if (error instanceof Stripe.errors.StripeRateLimitError)
    return 'Stripe limits the rate of requests. Try again in a minute.';
  if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing') {
    return 'Stripe has no such object in this mode.';
  }
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
  return error instanceof Error ? sentenceOfAws(error) : null;
}

/** Every error of the SDK that AWS answered has `$metadata`; one without an answer has a code of the network. */
function sentenceOfAws(error: Error): string | null {
  if ('$metadata' in error) return `AWS answered ${error.name}. Check the region, and that this version is deployed.`;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(?:ECONN|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH)/.test(code) || error.name === 'TimeoutError') {
    return 'AWS could not be reached. Check the network and the region.';
  }
  if (error.message === 'Region is missing') return 'AWS needs a region: set AWS_REGION, or `region` of the stage.';
  return null;
}
