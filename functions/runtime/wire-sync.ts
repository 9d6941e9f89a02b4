// The `sync` function's adapters: Stripe to read, the pepper, and the rows of supporters and checkouts.
import { settings } from '#settings';
import { dynamodbAnonymousPaymentStore } from '../../shared/adapters/dynamodb/anonymous-payment-store.ts';
import { dynamodbCheckoutStore } from '../../shared/adapters/dynamodb/checkout-store.ts';
import { createDocumentClient } from '../../shared/adapters/dynamodb/client.ts';
import { dynamodbErasureStore } from '../../shared/adapters/dynamodb/erasure-store.ts';
import { dynamodbPaymentTries } from '../../shared/adapters/dynamodb/payment-tries.ts';
import { dynamodbReminderCancel } from '../../shared/adapters/dynamodb/reminder-cancel.ts';
import { dynamodbSupporterStore } from '../../shared/adapters/dynamodb/supporter-store.ts';
import { emailHasher } from '../../shared/adapters/node/hasher.ts';
import { readConfig, required } from './config.ts';
import { parseKeyRing, parseStripeSecret } from './secret-shapes.ts';
import { wireSecrets } from './wire-secrets.ts';
import { wireStripe } from './wire-stripe.ts';
import { wireWorld } from './wire-world.ts';

export function wireSync() {
  const config = readConfig();
  const secret = wireSecrets();
  const [documents, table] = [createDocumentClient(), required(config, 'TABLE')];
  const world = wireWorld('sync', config);
  const paced = { clock: world.clock, pause: world.pause };
  return {
    ...world,
    payments: wireStripe(config, secret(required(config, 'STRIPE_SECRET'), parseStripeSecret), paced),
    emails: emailHasher(secret(required(config, 'PEPPER_SECRET'), parseKeyRing).current),
    tries: settings.captcha === null ? null : dynamodbPaymentTries(documents, table),
    checkouts: dynamodbCheckoutStore(documents, table),
    supporters: dynamodbSupporterStore(documents, table),
    anonymousPayments: dynamodbAnonymousPaymentStore(documents, table),
    erasures: dynamodbErasureStore(documents, table),
    reminders: dynamodbReminderCancel(documents, table),
  };
}
