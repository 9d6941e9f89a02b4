// npm run redrive: moves the dead letters of the sync requests back to their queue. Run it after their cause is corrected.
import { parseArgs } from 'node:util';
import { createQueueClient } from '../shared/adapters/aws/sync-queue.ts';
import { moveMessages } from './redrive/move-messages.ts';
import { enterStage, environmentOf, stageOptions } from './stage/enter-stage.ts';
import { type CommandHelp, stageHelp } from './terminal/command-help.ts';
import { runCommand } from './terminal/run-command.ts';

const help: CommandHelp = {
  usage: 'redrive [-- --stage NAME]',
  does: 'Moves the dead letters of the sync requests back to their queue. Run it after their cause is corrected.',
  options: {
    ...stageHelp,
  },
  example: 'npm run redrive -- --stage live',
};

await runCommand(help, async () => {
  const { values } = parseArgs({ options: stageOptions });
  const where = await enterStage(values.state, values.stage);
  const client = createQueueClient();
  try {
    const from = environmentOf('DEAD_LETTERS_URL');
    const moved = await moveMessages(client, { from, to: environmentOf('SYNC_QUEUE_URL') });
    process.stdout.write(`\n  Moved ${moved} dead letters back to the queue of ${where}.\n\n`);
    return true;
  } finally {
    client.destroy();
  }
});
