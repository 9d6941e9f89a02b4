// Reads and writes the secrets of a stage, for the commands that fill and rotate them. A value is read only to be changed
// and written back; it leaves this process in no other way.
import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import type { Instant } from '../../shared/core/time.ts';

export interface StoredSecrets {
  /** Null if it was never filled. */
  read(name: string): Promise<string | null>;
  write(name: string, value: object): Promise<void>;
  changedAt(name: string): Promise<Instant>;
}

export function storedSecrets(client = new SecretsManagerClient({ maxAttempts: 3 })): StoredSecrets {
  return {
    async read(name) {
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
        return SecretString === undefined || SecretString === '' ? null : SecretString;
      } catch (error) {
        // The deploy creates it empty, and AWS answers as if it did not exist.
        if (error instanceof ResourceNotFoundException) return null;
        throw error;
      }
    },
    async write(name, value) {
      try {
        await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        throw new CannotStart(`The secret ${shortNameOf(name)} does not exist. Deploy the stage first.`);
      }
    },
    async changedAt(name) {
      const { LastChangedDate } = await client.send(new DescribeSecretCommand({ SecretId: name }));
      if (LastChangedDate === undefined)
        throw new CannotStart(`Secrets Manager does not say when ${shortNameOf(name)} was changed.`);
      return LastChangedDate.getTime();
    },
  };
}

/** "arn:…:secret:WebhookSecret-AbC" → "WebhookSecret-AbC": enough to recognise it, without the account number. */
export const shortNameOf = (name: string): string => name.split(':').at(-1) ?? name;
