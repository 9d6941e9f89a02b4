// What survives the stack: the table and the secrets. A secret is created empty, functions that need it refuse to work until
// it is filled, and no later deployment can overwrite it.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSecret, type CfnSecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { tableDefinition } from '../shared/adapters/dynamodb/table.ts';
import type { MailTransport } from '../shared/api/mail-transport.ts';

/** Stays when the stack is deleted, but not where the first deploy fails: the next try would leave another orphan. */
export const retainedOnceCreated = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
/** Backups still hold erased supporters, so they are kept only long enough to notice a disaster. */
const backupDays = 7;
/**
 * A loop or an attack is throttled at these limits instead of billed without end. Five instances of the function sync write
 * about 300 units a second; checkouts count 300 at most, and store the 100 a second that Stripe opens. Both limits, reached all day, cost about 75 dollars.
 */
const mostReadUnits = 2000;
const mostWriteUnits = 1000;

export function addTable(scope: Construct): TableV2 {
  const { partitionKey, sortKey, dueIndex, timeToLiveAttribute } = tableDefinition;
  return new TableV2(scope, 'Table', {
    partitionKey: { name: partitionKey.name, type: AttributeType.STRING },
    sortKey: { name: sortKey.name, type: AttributeType.STRING },
    // Sparse, and keys only, so that the sealed address is stored once.
    globalSecondaryIndexes: [
      {
        indexName: dueIndex.name,
        partitionKey: { name: dueIndex.partitionKey.name, type: AttributeType.STRING },
        sortKey: { name: dueIndex.sortKey.name, type: AttributeType.NUMBER },
        projectionType: ProjectionType.KEYS_ONLY,
      },
    ],
    timeToLiveAttribute,
    billing: Billing.onDemand({ maxReadRequestUnits: mostReadUnits, maxWriteRequestUnits: mostWriteUnits }),
    // The account's AWS managed key: CloudTrail shows its uses, and functions need no grant for it.
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: backupDays },
    deletionProtection: true,
    removalPolicy: retainedOnceCreated,
  });
}

/** The JSON that each secret must hold; the functions refuse any other shape. */
const shapes = {
  Stripe: '{"key":"sk_... or rk_..."}',
  Webhook: '{"secrets":["whsec_..."]}, several during a rotation',
  Pass: '{"current":"k1","keys":{"k1":"32 random bytes, base64url"}}',
  Pepper: '{"current":"p1","keys":{"p1":"32 random bytes, base64url"}}',
  Seal: '{"current":"s1","keys":{"s1":"X25519 private key, 32 bytes, base64url"}}',
  Sealing: '{"current":"s1","key":"the public key of Seal, 32 bytes, base64url"}',
  Smtp: '{"user":"…","password":"…"} of your provider of SMTP',
  Origin: '{"sent":"what the CDN sends","others":["also accepted, during a rotation"]}',
} as const;
export type SecretName = keyof typeof shapes;
/** Only a stage that sends by SMTP has the secret `Smtp`. */
export type Secrets = Readonly<Record<Exclude<SecretName, 'Smtp'>, CfnSecret>> & { readonly Smtp?: CfnSecret };

export function addSecrets(scope: Construct, { kind }: Pick<MailTransport, 'kind'>): Secrets {
  // The L1 resource, because the L2 always generates a value, and then an unfilled secret looks filled.
  const secret = (name: SecretName, value: Pick<CfnSecretProps, 'generateSecretString'> = {}): CfnSecret => {
    const created = new CfnSecret(scope, `${name}Secret`, {
      description: `Mainstay, ${name}: ${shapes[name]}`,
      ...value,
    });
    created.applyRemovalPolicy(retainedOnceCreated);
    return created;
  };
  return {
    Stripe: secret('Stripe'),
    Webhook: secret('Webhook'),
    Pass: secret('Pass'),
    Pepper: secret('Pepper'),
    Seal: secret('Seal'),
    Sealing: secret('Sealing'),
    ...(kind === 'smtp' ? { Smtp: secret('Smtp') } : {}),
    Origin: secret('Origin', { generateSecretString: generatedOrigin }),
  };
}

/** No person needs to know it, and CloudFront cannot be created with an empty one, so AWS generates it. */
const generatedOrigin = {
  secretStringTemplate: '{"others":[]}',
  generateStringKey: 'sent',
  passwordLength: 48,
  excludePunctuation: true,
};
