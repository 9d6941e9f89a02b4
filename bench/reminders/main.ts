// `node bench/reminders/main.ts [10000]`: that many reminders due at the same instant, on a real table and a local mail
// server: how long the sweep takes, how many messages are sent in a second, and what one costs at DynamoDB.
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { startMailServer } from '../../local/servers/mail-server.ts';
import { tenth } from '../columns.ts';
import { openReminderHarness } from './reminder-harness.ts';

const many = Number(process.argv[2] ?? '10000');
if (!Number.isInteger(many) || many < 1 || many > 1_000_000) throw new Error('how many reminders? a whole number');
const java = await findJava();
if (java === null) throw new Error('this bench needs Java 17');
const [table, mail] = await Promise.all([startDynamodbLocal({ java, port: 0, directory: null }), startMailServer(0)]);
try {
  const harness = await openReminderHarness(table.endpoint, mail.endpoint);
  const requested = await harness.ask(many);
  console.log(
    `asked for ${many} reminders in ${tenth(requested.seconds)} s: ${tenth(requested.writeUnits / many)} write units each`,
  );
  const swept = await harness.sweep();
  const { seconds, messages, failed, writeUnits, readUnits } = swept;
  console.log(
    `one sweep: ${messages} messages in ${tenth(seconds)} s (${tenth(messages / seconds)} a second), ${failed} failed, ` +
      `${tenth(writeUnits / many)} write and ${tenth(readUnits / many)} read units a message`,
  );
  const empty = await harness.sweep();
  console.log(`the next sweep finds ${empty.messages} and costs ${tenth(empty.readUnits)} read units`);
  harness.close();
} finally {
  await Promise.all([table.stop(), mail.stop()]);
}
