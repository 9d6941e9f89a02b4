// The `recognition` function's adapters: the key of passes, its rows, and a public key to seal with. It has no Stripe key, no
// pepper, and no key that opens a seal.

import { sqsMailQueue } from '../../shared/adapters/aws/mail-queue.ts';
import { createQueueClient } from '../../shared/adapters/aws/sync-queue.ts';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbDeviceStore } from '../../shared/adapters/dynamodb/device-store.ts';
import { dynamodbLinkStore } from '../../shared/adapters/dynamodb/link-store.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { hpkeSealer } from '../../shared/adapters/hpke/sealer.ts';
import { grantSigner } from '../../shared/adapters/node/grant-signer.ts';
import { passSigner } from '../../shared/adapters/node/pass-signer.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseSealingKey } from './secret-shapes.ts';
import { wireEdge } from './wire-edge.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireWorld } from './wire-world.ts';

export function wireRecognition() {
  const config = readConfig();
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  const secret = wireSecrets();
  const passKeys = secret(required(config, 'PASS_SECRET'), parseKeyRing);
  // Read while the rows are read, so that a cold start waits for one connection less. A failure is not kept: the code that
  // needs the key reads it again and gets the error.
  void passKeys.current();
  const world = wireWorld('recognition', config);
  return {
    ...world,
    edge: wireEdge(config, () => secret),
    passes: passSigner(passKeys.current),
    grants: grantSigner(passKeys.current),
    supporters: dynamodbSupporterStore(documents, table),
    devices: dynamodbDeviceStore(documents, table),
    links: dynamodbLinkStore(documents, table),
    limiter: dynamodbAttemptLimiter(documents, table, { chance: world.chance, secret: passKeys.current }),
    sealer: hpkeSealer(secret(required(config, 'SEALING_SECRET'), parseSealingKey).current),
    mail: sqsMailQueue(createQueueClient(), required(config, 'MAIL_QUEUE_URL')),
  };
}
