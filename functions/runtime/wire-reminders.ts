// The `reminders` function's adapters: the public key that seals, the pepper that hashes, and its rows. It has no key that
// opens a seal, no permission to send mail, and no Stripe key.
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbReminderStore } from '../../shared/adapters/dynamodb/reminder-store.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseSealingKey } from './secret-shapes.ts';
import { wireEdge } from './wire-edge.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireReminders() {
  const config = readConfig();
  const world = wireWorld('reminders', config);
  const secret = wireSecrets();
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  const peppers = secret(required(config, 'PEPPER_SECRET'), parseKeyRing);
  return {
    ...world,
    edge: wireEdge(config, () => secret),
    sealer: hpkeSealer(secret(required(config, 'SEALING_SECRET'), parseSealingKey).current),
    emails: emailHasher(peppers.current),
    reminders: dynamodbReminderStore(documents, table),
    limiter: dynamodbAttemptLimiter(documents, table, { chance: world.chance, secret: peppers.current }),
  };
}
