// A stage for the operations commands: the Stripe sandbox behind the real SDK, the stand-in for Secrets Manager
// on a socket, and a screen whose text a test can read.
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { settings } from '#settings';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { startSecretsServer } from '../../local/servers/secrets-server.ts';
import { fingerprintOf } from '../../operations/account/open-account.ts';
import type { SetUpNeeds } from '../../operations/setup/set-up.ts';
import type { DeployTarget, SecretKind } from '../../operations/stage/deploy-target.ts';
import { secretKinds } from '../../operations/stage/deploy-target.ts';
import { storedSecrets } from '../../operations/stage/stored-secrets.ts';
import { sdkFor, setStage } from '../../packages/stripe-sandbox/tests/stage.ts';
import { systemChance } from '../../shared/adapters/node/system.ts';

export const webhookUrl = 'https://meridian.example/v1/stripe/events';
export const functionsKey = 'sk_test_ofthedoors';
export type CommandStage = Awaited<ReturnType<typeof openCommandStage>>;

/** Every secret starts empty, as a deploy leaves it. */
export async function openCommandStage(filled: Partial<Record<SecretKind, object>> = {}) {
  const stage = setStage();
  for (const id of stage.sandbox.state.world.webhookEndpoints.keys())
    stage.sandbox.state.world.webhookEndpoints.delete(id);
  const names = Object.fromEntries(secretKinds.map((kind) => [kind, `stage/${kind}`]));
  const secrets: Record<string, string> = Object.fromEntries(
    secretKinds.map((kind) => [`stage/${kind}`, filled[kind] === undefined ? '' : JSON.stringify(filled[kind])]),
  );
  const server = await startSecretsServer(secrets);
  const client = new SecretsManagerClient({ ...localAccess, endpoint: server.url, maxAttempts: 1 });
  const target: DeployTarget = {
    stage: 'test',
    mode: 'test',
    installation: settings.installation,
    site: 'https://meridian.example',
    apiUrl: 'https://meridian.example',
    webhookUrl,
    isSandbox: true,
    smtp: null,
    secretNames: {
      Stripe: null,
      Webhook: null,
      Pass: null,
      Pepper: null,
      Seal: null,
      Sealing: null,
      Smtp: null,
      Origin: null,
      ...names,
    },
  };
  let said = '';
  const screen = {
    isTerminal: false,
    write: (text: string) => {
      said += text;
    },
  };
  const needs: SetUpNeeds = {
    target,
    screen,
    fingerprintOf,
    chance: systemChance,
    clock: { now: stage.now },
    ask: null,
    stripe: sdkFor(stage.sandbox),
    functionsStripe: sdkFor(stage.sandbox, 0, functionsKey),
    secrets: storedSecrets(client),
    functionsKey,
    smtpCredentials: null,
    passKeys: null,
  };
  return {
    stage,
    needs,
    secrets,
    target,
    /** What it printed since the last call. */
    said: (): string => {
      const text = said;
      said = '';
      return text;
    },
    json: (kind: SecretKind): unknown => JSON.parse(secrets[`stage/${kind}`] ?? 'null'),
    async stop(): Promise<void> {
      client.destroy();
      await server.stop();
    },
  };
}
