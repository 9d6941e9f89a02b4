// One secret, read raw.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { bounds } from './bounds.ts';

const client = new SecretsManagerClient(bounds);

export async function readSecret(name: string): Promise<unknown> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env[name] ?? '' }));
  return JSON.parse(SecretString ?? '{}');
}
