// The actions of reminders on a real table, the real seal and a local mail server, with every unit counted. The rate is
// far above what SES allows, so that the code itself is measured.
import { randomBytes } from 'node:crypto';
import { wireWorld } from '../../functions/runtime/wire-world.ts';
import { newSealPair } from '../../local/environment/seal-pair.ts';
import { createTable, localAccess } from '../../local/servers/dynamodb-table.ts';
import { sendDueReminders } from '../../shared/actions/send-due-reminders.ts';
import { createMailClient, sesMailer } from '../../shared/adapters/aws/mailer.ts';
import { type ConsumedUnits, observeCapacity } from '../../shared/adapters/dynamodb/capacity.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbStores } from '../../shared/adapters/dynamodb/stores.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { hpkeOpener } from '../../shared/adapters/hpke/opener.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { emailHasher, nodeHasher } from '../../shared/adapters/node/hasher.ts';
import { keyRing } from '../../shared/adapters/node/key-ring.ts';
import { systemChance, systemClock, systemPause } from '../../shared/adapters/node/system.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known, parseReminderId } from '../../shared/core/ids.ts';
import { reminderRequestText } from '../../shared/core/sealed-request.ts';
import { site } from '../lambda-events.ts';

const peppers = async () => keyRing('p1', { p1: Buffer.alloc(32, 3).toString('base64url') });
/** As many readers at once as in a busy hour. */
const atOnce = 16;
const sender = { address: known(parseEmail('post@meridian.example')), name: 'Post' };

const noContribution = { frequency: null, amountMinor: null, currency: null };

export async function openReminderHarness(endpoint: string, mail: string) {
  const table = `bench-${randomBytes(6).toString('hex')}`;
  await createTable(endpoint, table);
  const documents = createDocumentClient({ ...localAccess, endpoint });
  const units: ConsumedUnits[] = [];
  observeCapacity(documents, (consumed) => units.push(consumed));
  const pair = newSealPair();
  const sealer = hpkeSealer(async () => ({ current: 's1', key: pair.seals }));
  const emails = emailHasher(peppers);
  const { reminders, supporters } = dynamodbStores(documents, table);
  let messages = 0;
  const needs = {
    ...wireWorld('mail', { SITE_ORIGINS: [site], API_URL: site }),
    reminders,
    emails,
    mostMessagesADay: 1_000_000,
    messagesPerSecond: 10_000,
    pause: systemPause,
    log: {
      write(message: string) {
        if (message === 'reminder-sent') messages += 1;
      },
    },
    supporters,
    switches: dynamodbSwitches(documents, table, systemClock),
    opener: hpkeOpener(async () => keyRing('s1', { s1: pair.opens })),
    mailer: sesMailer(createMailClient({ ...localAccess, endpoint: mail }), sender),
  };
  async function askOne(at: number): Promise<void> {
    const email = known(parseEmail(`reader${at}@example.org`));
    const id = known(parseReminderId(`rm_${systemChance.token(16)}`));
    const address = await emails.hashEmail(email);
    const input = { dueAt: systemClock.now(), contribution: noContribution, locale: 'en' };
    const sealed = await sealer.seal(reminderRequestText({ email, ...input }), id);
    await reminders.remember({ id, address, sealed, ...input }, nodeHasher.digest(id));
  }
  return {
    ask: (many: number) =>
      measured(units, async () => {
        let next = 0;
        const asking = async (): Promise<void> => {
          while (next < many) await askOne(next++);
        };
        await Promise.all(Array.from({ length: atOnce }, asking));
      }),
    async sweep() {
      let failed = 0;
      messages = 0;
      const attempt = async <T>(work: () => Promise<T>): Promise<T | null> =>
        work().catch(() => {
          failed += 1;
          return null;
        });
      const spent = await measured(units, () => sendDueReminders(needs, { hasTime: () => true, attempt }));
      return { ...spent, messages, failed };
    },
    close: () => documents.destroy(),
  };
}

/** Seconds and units of a step; `units` collects what the table reports meanwhile. */
async function measured(units: ConsumedUnits[], step: () => Promise<void>) {
  units.splice(0);
  const start = performance.now();
  await step();
  const unitsOf = (kind: ConsumedUnits['kind']) =>
    units.filter((each) => each.kind === kind).reduce((sum, each) => sum + each.units, 0);
  return {
    seconds: (performance.now() - start) / 1000,
    writeUnits: unitsOf('write'),
    readUnits: unitsOf('read'),
  };
}
