// The table and the secrets in the template.
import { describe, expect, test } from 'vitest';
import { parseOriginSecrets } from '../../functions/runtime/secret-shapes.ts';
import { tableDefinition } from '../../shared/adapters/dynamodb/table.ts';
import { ofType, stageOf } from './stand-in-stack.ts';

describe.each(['test', 'live'] as const)('in the %s stage', (stage) => {
  const { template, all } = stageOf(stage);

  const { dueIndex } = tableDefinition;
  test('there is one table, with the keys that the adapters write', () => {
    template.resourceCountIs('AWS::DynamoDB::GlobalTable', 1);
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      KeySchema: [
        { AttributeName: tableDefinition.partitionKey.name, KeyType: 'HASH' },
        { AttributeName: tableDefinition.sortKey.name, KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: tableDefinition.partitionKey.name, AttributeType: tableDefinition.partitionKey.type },
        { AttributeName: tableDefinition.sortKey.name, AttributeType: tableDefinition.sortKey.type },
        { AttributeName: dueIndex.partitionKey.name, AttributeType: dueIndex.partitionKey.type },
        { AttributeName: dueIndex.sortKey.name, AttributeType: dueIndex.sortKey.type },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: dueIndex.name,
          KeySchema: [
            { AttributeName: dueIndex.partitionKey.name, KeyType: 'HASH' },
            { AttributeName: dueIndex.sortKey.name, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      TimeToLiveSpecification: { AttributeName: tableDefinition.timeToLiveAttribute, Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
  });

  test('it is on demand, up to a limit', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1000 },
    });
  });

  test('it has point-in-time recovery of exactly seven days, is in one region, and has deletion protection', () => {
    const [table] = ofType(all, 'AWS::DynamoDB::GlobalTable');
    expect(table?.properties['Replicas']).toEqual([
      {
        Region: stage === 'live' ? 'eu-central-1' : { Ref: 'AWS::Region' },
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [{ IndexName: dueIndex.name }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
        ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 2000 },
      },
    ]);
    expect(table?.deletionPolicy).toBe('RetainExceptOnCreate');
  });

  test('secrets are created empty and are retained when the stack is deleted', () => {
    const secrets = ofType(all, 'AWS::SecretsManager::Secret');
    expect(secrets.map((each) => each.name)).toEqual(
      ['Stripe', 'Webhook', 'Pass', 'Pepper', 'Seal', 'Sealing', 'Origin'].map((name) => `${name}Secret`),
    );
    for (const secret of secrets) {
      const born = secret.name === 'OriginSecret' ? ['Description', 'GenerateSecretString'] : ['Description'];
      expect(Object.keys(secret.properties)).toEqual(born);
      expect(secret.deletionPolicy).toBe('RetainExceptOnCreate');
    }
  });

  test('the origin secret is generated, in the shape that the functions read', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        SecretStringTemplate: '{"others":[]}',
        GenerateStringKey: 'sent',
        PasswordLength: 48,
        ExcludePunctuation: true,
      },
    });
    expect(parseOriginSecrets(JSON.stringify({ others: [], sent: 'x'.repeat(48) }))).toEqual(['x'.repeat(48)]);
  });

  test('no resource has a fixed name that a second deployment could collide with', () => {
    const named = all.flatMap(({ name, properties }) =>
      ['TableName', 'QueueName', 'FunctionName', 'RoleName', 'LogGroupName', 'TopicName', 'AlarmName']
        .filter((property) => typeof properties[property] === 'string')
        .map((property) => `${name}.${property}`),
    );
    expect(named).toEqual([]);
  });
});
