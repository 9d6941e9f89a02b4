// npm run rehearse [-- --pay-by-hand] [--stage test] [--record FILE]: asks Stripe, in test mode, everything that Mainstay ever asks, and prints where
// its answers differ from the sandbox's recording. Exits with 1 if they do.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { systemChance, systemClock, systemPause } from '../shared/adapters/node/system.ts';
import { stripeAccess } from '../shared/adapters/stripe/client.ts';
import { secondsOf } from '../shared/core/time.ts';
import { readStripeSecret } from './account/account-needs.ts';
import { payByHand, payNone } from './rehearse/pay-by-hand.ts';
import type { Payer } from './rehearse/payer.ts';
import { startRecorder } from './rehearse/recorder.ts';
import { differences, parseRecording, recordingText, withoutSteps } from './rehearse/recording.ts';
import { rehearse } from './rehearse/rehearse.ts';
import { paidSteps } from './rehearse/rehearse-checkouts.ts';
import { sandboxPayer } from './rehearse/sandbox-payer.ts';
import { stripePayer } from './rehearse/stripe-payer.ts';
import { readTarget } from './stage/deploy-target.ts';
import { enterStage, maybeEnvironmentOf, stageOptions } from './stage/enter-stage.ts';
import { storedSecrets } from './stage/stored-secrets.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';
import { screen } from './terminal/terminal-screen.ts';

const help: CommandHelp = {
  usage: 'rehearse [-- --pay-by-hand] [--record FILE] [--stage NAME]',
  does: 'Asks Stripe in test mode everything that Mainstay asks, and prints what differs from the sandbox. It takes minutes.',
  options: {
    '--pay-by-hand':
      'shows two Checkouts and waits until you paid them with a test card: their read is rehearsed only so',
    '--record FILE': 'also writes what Stripe answered, without anything personal',
    'STRIPE_SETUP_KEY=sk_…': 'environment: a key that may change the account; it is stored nowhere',
    ...stageHelp,
  },
  example: 'STRIPE_SETUP_KEY=sk_test_… npm run rehearse -- --pay-by-hand --stage test',
};
const recordingFile = join(import.meta.dirname, 'rehearse', 'sandbox-recording.txt');

await runCommand(help, async () => {
  const options = {
    ...stageOptions,
    record: { type: 'string' },
    'pay-by-hand': { type: 'boolean', default: false },
  } as const;
  const { values } = parseArgs({ options });
  const where = await enterStage(values.state, values.stage);
  const target = readTarget();
  if (target.mode !== 'test')
    throw new CannotStart('A rehearsal makes payments: only a stage in test mode is rehearsed.');
  const { installation } = target;
  const stored = await readStripeSecret({ target, secrets: storedSecrets() });
  const key = maybeEnvironmentOf('STRIPE_SETUP_KEY') ?? stored?.key;
  if (stored?.product === undefined || key === undefined) throw new CannotStart('Run `npm run setup` first.');
  screen.write(`\n  Rehearsing at Stripe with ${where}\n\n`);
  const recorder = startRecorder(fetch);
  const apiUrl = maybeEnvironmentOf('STRIPE_API_URL') ?? undefined;
  const open = (httpClient?: typeof recorder.httpClient) =>
    stripeAccess({ mode: 'test', installation, key: async () => key, apiUrl, httpClient }).client();
  const unrecorded = await open();
  const isByHand = values['pay-by-hand'];
  const payCheckout = isByHand ? payByHand({ stripe: unrecorded, screen, pause: systemPause }) : payNone;
  const payer = payerOf(apiUrl, { stripe: unrecorded, product: stored.product, payCheckout });
  await rehearse({
    ...{ recorder, unrecorded, payer, installation, made: stored, chance: systemChance, now: systemClock.now },
    stripe: await open(recorder.httpClient),
    webhookUrl: 'https://example.org/rehearsal',
  });
  if (values.record !== undefined) writeFileSync(values.record, recordingText(recorder.sections));
  const recorded = parseRecording(readFileSync(recordingFile, 'utf8'));
  const isPaid = isByHand || apiUrl !== undefined;
  if (!isPaid) screen.write('  The read of a paid Checkout was left out: only --pay-by-hand rehearses it.\n');
  const found = differences(
    isPaid ? recorded : withoutSteps(recorded, paidSteps),
    isPaid ? recorder.sections : withoutSteps(recorder.sections, paidSteps),
  );
  for (const each of found) screen.write(`  ${each}\n`);
  screen.write(found.length === 0 ? '  Nothing differs.\n\n' : `\n  ${found.length} differences.\n\n`);
  return found.length === 0;
});

function payerOf(
  apiUrl: string | undefined,
  needs: Pick<Parameters<typeof stripePayer>[0], 'stripe' | 'product' | 'payCheckout'>,
): Payer {
  if (apiUrl === undefined) return stripePayer({ ...needs, nowSeconds: () => secondsOf(systemClock.now()) });
  const command = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(new URL(`/_sandbox${path}`, apiUrl), { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the sandbox refused ${path.replaceAll(/\w+_\w+/g, '…')}`);
    return answer.json();
  };
  return sandboxPayer({
    ...needs,
    command,
    advanceDays: async (advanceDays) => void (await command('/clock', { advanceDays })),
  });
}
