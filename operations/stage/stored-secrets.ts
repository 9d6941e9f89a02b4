// The secrets of a stage for the commands that fill and rotate them. A value is read to be changed and written back, and
// never leaves this process in another way.
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
  /** Null while it was never filled. */
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
        // Born empty by the deploy: AWS answers as if it were not there.
        if (error instanceof ResourceNotFoundException) return null;
        throw error;
      }
    },
    async write(name, value) {
      try {
        await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        throw new CannotStart(`The secret ${shortNameOf(name)} does not exist: deploy the stage first.`);
      }
    },
    async changedAt(name) {
      const { LastChangedDate } = await client.send(new DescribeSecretCommand({ SecretId: name }));
      if (LastChangedDate === undefined) throw new CannotStart(`Nobody knows when ${shortNameOf(name)} was changed.`);
      return LastChangedDate.getTime();
    },
  };
}

/** "arn:…:secret:WebhookSecret-AbC" → "WebhookSecret-AbC": enough for a person, and no account number. */
export const shortNameOf = (name: string): string => name.split(':').at(-1) ?? name;
