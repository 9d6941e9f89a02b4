// What outlives a deploy: the one table, and the secrets. Both stay when the stack goes. No secret has a value here: it
// is born empty, every function that needs it stays shut until it is filled, and no later deploy can overwrite it.
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnSecret, type CfnSecretProps } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { tableDefinition } from '../shared/adapters/dynamodb/table.ts';

/** Backups are the one place where erased supporters live on, so they are kept just long enough to notice a disaster. */
const backupDays = 7;
/**
 * The fuse: a loop or an attack is throttled here instead of billed without end. Five workers write some 300 units a
 * second and checkouts at most 100, so an honest renewal day stays below; both maxima day and night are about 75 dollars a day.
 */
const mostReadUnits = 2000;
const mostWriteUnits = 1000;

export function addTable(scope: Construct): TableV2 {
  const { partitionKey, sortKey, dueIndex, timeToLiveAttribute } = tableDefinition;
  return new TableV2(scope, 'Table', {
    partitionKey: { name: partitionKey.name, type: AttributeType.STRING },
    sortKey: { name: sortKey.name, type: AttributeType.STRING },
    // Sparse, and keys only: what is sealed lies in one place.
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
    // The account's own key rather than the service's: its uses can be seen in CloudTrail, and it costs no grant.
    encryption: TableEncryptionV2.awsManagedKey(),
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: backupDays },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** The shape each secret must be filled with, as JSON; the functions refuse any other. */
const shapes = {
  Stripe: '{"key":"sk_... or rk_..."}',
  Webhook: '{"secrets":["whsec_..."]}, several while one is rolled',
  Pass: '{"current":"k1","keys":{"k1":"32 random bytes, base64url"}}',
  Pepper: '{"current":"p1","keys":{"p1":"32 random bytes, base64url"}}',
  Seal: '{"current":"s1","keys":{"s1":"X25519 private key, 32 bytes, base64url"}}',
  Sealing: '{"current":"s1","key":"the public key of Seal, 32 bytes, base64url"}',
  Origin: '{"sent":"what the CDN sends","others":["accepted too, while it changes"]}',
} as const;
export type SecretName = keyof typeof shapes;
export type Secrets = Readonly<Record<SecretName, CfnSecret>>;

export function addSecrets(scope: Construct): Secrets {
  // The L1 resource on purpose: the L2 always generates some value, and a random text where a key belongs looks filled.
  const secret = (name: SecretName, value: Pick<CfnSecretProps, 'generateSecretString'> = {}): CfnSecret => {
    const born = new CfnSecret(scope, `${name}Secret`, { description: `Mainstay, ${name}: ${shapes[name]}`, ...value });
    born.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return born;
  };
  return {
    Stripe: secret('Stripe'),
    Webhook: secret('Webhook'),
    Pass: secret('Pass'),
    Pepper: secret('Pepper'),
    Seal: secret('Seal'),
    Sealing: secret('Sealing'),
    Origin: secret('Origin', { generateSecretString: bornOrigin }),
  };
}

/** Nobody outside ever needs to know it, so it is born whole: CloudFront could not be made with an empty one. */
const bornOrigin = {
  secretStringTemplate: '{"others":[]}',
  generateStringKey: 'sent',
  passwordLength: 48,
  excludePunctuation: true,
};
