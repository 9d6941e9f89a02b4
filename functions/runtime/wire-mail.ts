// The `mail` function's adapters: it alone has the keys that open seals and the permission to send mail. It has no Stripe
// key, and the internet cannot call it.
import { wireMailer } from '#mailer';
import { settings } from '#settings';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbLinkStore } from '../../shared/adapters/dynamodb/link-store.ts';
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { dynamodbSwitches } from '../../shared/adapters/dynamodb/switches.ts';
import { hpkeOpener } from '../../shared/adapters/hpke/opener.ts';
import { confirmationSigner } from '../../shared/adapters/node/confirmation-signer.ts';
import { emailHasher, linkCodes } from '../../shared/adapters/node/hasher.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireMail() {
  const config = readConfig();
  const world = wireWorld('mail', config);
  const secret = wireSecrets();
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  const peppers = secret(required(config, 'PEPPER_SECRET'), parseKeyRing).current;
  const { sender, senderName } = settings.mail;
  return {
    ...world,
    opener: hpkeOpener(secret(required(config, 'SEAL_SECRET'), parseKeyRing).current),
    emails: emailHasher(peppers),
    codes: linkCodes(peppers),
    confirmations: confirmationSigner(peppers),
    mailer: wireMailer({ ...world, config, secret, sender: { address: sender, name: senderName } }),
    supporters: dynamodbSupporterStore(documents, table),
    links: dynamodbLinkStore(documents, table),
    reminders: dynamodbReminderStore(documents, table),
    switches: dynamodbSwitches(documents, table, world.clock),
  };
}
