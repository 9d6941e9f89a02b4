// `node bench/reminders/main.ts [10000]`: so many reminders due at the same instant, on a real table and a local mail
// server: how long the sweep takes, how many letters leave a second, and what one costs at DynamoDB.
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { startMailServer } from '../../local/servers/mail-server.ts';
import { tenth } from '../columns.ts';
import { openReminderHouse } from './reminder-house.ts';

const many = Number(process.argv[2] ?? '10000');
if (!Number.isInteger(many) || many < 1 || many > 1_000_000) throw new Error('how many reminders? a whole number');
const java = await findJava();
if (java === null) throw new Error('this bench needs Java 17');
const [table, mail] = await Promise.all([startDynamodbLocal({ java, port: 0, directory: null }), startMailServer(0)]);
try {
  const house = await openReminderHouse(table.endpoint, mail.endpoint);
  const asked = await house.ask(many);
  console.log(
    `asked for ${many} reminders in ${tenth(asked.seconds)} s: ${tenth(asked.writeUnits / many)} write units each`,
  );
  const swept = await house.sweep();
  const { seconds, letters, failed, writeUnits, readUnits } = swept;
  console.log(
    `one sweep: ${letters} letters in ${tenth(seconds)} s (${tenth(letters / seconds)} a second), ${failed} failed, ` +
      `${tenth(writeUnits / many)} write and ${tenth(readUnits / many)} read units a letter`,
  );
  const empty = await house.sweep();
  console.log(`the next sweep finds ${empty.letters} and costs ${tenth(empty.readUnits)} read units`);
  house.close();
} finally {
  await Promise.all([table.stop(), mail.stop()]);
}
