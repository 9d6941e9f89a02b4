// npm run erase -- cus_…: erases a supporter who asked staff for it, to the last trace, and says what is left to do at
// Stripe. Interrupted, the same command goes on. --due lists whom Stripe must still redact; --redacted cus_… notes that it did.
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
import { runCommand } from './terminal/run-command.ts';

const say = (...lines: readonly string[]): void => void process.stdout.write(`\n  ${lines.join('\n  ')}\n\n`);

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { due: { type: 'boolean' }, redacted: { type: 'string' }, ...stageOptions },
    allowPositionals: true,
  });
  await enterStage(values.state, values.stage);
  // The log is for functions, whose alarms listen.
  const needs = { ...wireSync(), log: { write: () => undefined } };
  if (values.due === true) return listDue(needs.erasures);
  if (values.redacted !== undefined) return recordRedacted(needs, customerIn(values.redacted));
  const customer = customerIn(positionals[0]);
  const run = await runErasure(needs, customer);
  if (!run.ok) throw new CannotStart('Stripe does not answer. Nothing is lost: run the same command again.');
  if (run.value === 'foreign') throw new CannotStart(`Nothing is held of ${customer}.`);
  await removeTraces(needs, [customer]);
  say(
    `${customer} is erased: no membership, no device, no address leads to it any more.`,
    'Stripe keeps what its law demands. Ask it to redact the rest: see docs/operations.md, "Erase".',
  );
  return true;
});

function customerIn(text = ''): CustomerId {
  const customer = parseCustomerId(text);
  if (customer === null) throw new CannotStart('A supporter is named by its customer at Stripe: cus_….');
  return customer;
}

async function listDue(erasures: Pick<ErasureStore, 'unfinished'>): Promise<boolean> {
  const unfinished = await erasures.unfinished();
  const lines = unfinished.map(({ customer, startedAt, step }) =>
    step === 'redaction'
      ? `${customer}  erased ${isoOf(startedAt)}, to be redacted at Stripe`
      : `${customer}  begun ${isoOf(startedAt)}, stands at "${step}": the next night goes on`,
  );
  say(...(lines.length === 0 ? ['Nobody waits.'] : lines));
  return true;
}

async function recordRedacted(
  { erasures, clock }: { readonly erasures: ErasureStore; readonly clock: Clock },
  customer: CustomerId,
): Promise<boolean> {
  const erasure = await erasures.read(customer);
  if (erasure?.step !== 'redaction') throw new CannotStart(`${customer} does not wait to be redacted.`);
  await erasures.moveOn(customer, 'done', clock.now());
  say(`${customer} is done.`);
  return true;
}
