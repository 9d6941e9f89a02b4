// npm run redrive: moves the dead letters of the doorbells back to their queue, once their cause is mended.
import { parseArgs } from 'node:util';
import { createQueueClient } from '../../shared/adapters/aws/doorbell-queue.ts';
import { enterStage, environmentOf, stageOptions } from './enter-stage.ts';
import { moveLetters } from './move-letters.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const { values } = parseArgs({ options: stageOptions });
  const where = await enterStage(values.state, values.stage);
  const client = createQueueClient();
  try {
    const from = environmentOf('DEAD_LETTERS_URL');
    const moved = await moveLetters(client, { from, to: environmentOf('DOORBELLS_URL') });
    process.stdout.write(`\n  Moved ${moved} dead letters back to the queue of ${where}.\n\n`);
    return true;
  } finally {
    client.destroy();
  }
});
