// npm run erase -- cus_…: erases everything about a supporter who asked for it, and prints what is left to do at Stripe.
// After an interruption, run it again. --due lists customers that Stripe must still redact; --redacted cus_… records one.
import { parseArgs } from 'node:util';
import { wireSync } from '../functions/runtime/wire-sync.ts';
import { CannotStart } from '../local/environment/cannot-start.ts';
import { removeTraces } from '../shared/actions/resume-erasures.ts';
import { runErasure } from '../shared/actions/run-erasure.ts';
import { type CustomerId, parseCustomerId } from '../shared/core/ids.ts';
import { isoOf } from '../shared/core/time.ts';
import type { ErasureStore } from '../shared/ports/erasure-store.ts';
import type { Clock } from '../shared/ports/system.ts';
import { enterStage, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const say = (...lines: readonly string[]): void => void process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);

const help: CommandHelp = {
  usage: 'erase -- cus_… [--stage NAME]',
  does: 'Erases everything about a supporter who asked for it. After an interruption, run it again.',
  options: {
    'cus_…': 'the Stripe customer to erase',
    '--due': 'lists customers that Stripe must still redact',
    '--redacted cus_…': 'records that Stripe has redacted this customer',
    ...stageHelp,
  },
  example: 'npm run erase -- cus_NffrFeUfNV2Hib --stage live',
};

await runCommand(help, async () => {
  const { values, positionals } = parseArgs({
    options: { due: { type: 'boolean' }, redacted: { type: 'string' }, ...stageOptions },
    allowPositionals: true,
  });
  await enterStage(values.state, values.stage);
  // The log's metrics feed the alarms of the functions, so a command writes none.
  const needs = { ...wireSync(), log: { write: () => undefined } };
  if (values.due === true) return listDue(needs.erasures);
  if (values.redacted !== undefined) return recordRedacted(needs, customerIn(values.redacted));
  const customer = customerIn(positionals[0]);
  const run = await runErasure(needs, customer);
  if (!run.ok) throw new CannotStart('Stripe does not answer. Nothing is lost. Run the same command again.');
  if (run.value === 'foreign') throw new CannotStart(`Nothing is held of ${customer}.`);
  await removeTraces(needs, [customer]);
  say(
    `${customer} is erased: no membership, no device, no address leads to it any more.`,
    'Stripe keeps what the law requires. Ask it to redact the rest: see docs/operations.md, "Erase".',
  );
  return true;
});

function customerIn(text = ''): CustomerId {
  const customer = parseCustomerId(text);
  if (customer === null) throw new CannotStart('Name the supporter by the Stripe customer id: cus_….');
  return customer;
}

async function listDue(erasures: Pick<ErasureStore, 'unfinished'>): Promise<boolean> {
  const unfinished = await erasures.unfinished();
  const lines = unfinished.map(({ customer, startedAt, step }) =>
    step === 'redaction'
      ? `${customer}  erased ${isoOf(startedAt)}, to be redacted at Stripe`
      : `${customer}  started ${isoOf(startedAt)}, now at "${step}"; the next nightly run continues`,
  );
  say(...(lines.length === 0 ? ['No erasure is waiting.'] : lines));
  return true;
}

async function recordRedacted(
  { erasures, clock }: { readonly erasures: ErasureStore; readonly clock: Clock },
  customer: CustomerId,
): Promise<boolean> {
  const erasure = await erasures.read(customer);
  if (erasure?.step !== 'redaction') throw new CannotStart(`${customer} is not waiting to be redacted.`);
  await erasures.moveOn(customer, 'done', clock.now());
  say(`${customer} is done.`);
  return true;
}
