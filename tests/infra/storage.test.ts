// What is kept, and how long it is safe: the table and the secrets as they would be deployed.
import { describe, expect, test } from 'vitest';
import { tableDefinition } from '../../shared/adapters/dynamodb/table.ts';
import { ofType, stageOf } from './stand-in-stack.ts';

describe.each(['test', 'live'] as const)('in the %s stage', (stage) => {
  const { template, all } = stageOf(stage);

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
      ],
      TimeToLiveSpecification: { AttributeName: tableDefinition.timeToLiveAttribute, Enabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
    });
  });

  test('it is paid by use, up to a fuse', () => {
    template.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: 1000 },
    });
  });

  test('it can be turned back seven days and not one more, in one region, and cannot be deleted by a deploy', () => {
    const [table] = ofType(all, 'AWS::DynamoDB::GlobalTable');
    expect(table?.properties['Replicas']).toEqual([
      {
        Region: { Ref: 'AWS::Region' },
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 },
        ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 2000 },
      },
    ]);
    expect(table?.deletionPolicy).toBe('Retain');
  });

  test('the secrets are born without any value, and outlive the stack', () => {
    const secrets = ofType(all, 'AWS::SecretsManager::Secret');
    expect(secrets.map((each) => each.name)).toEqual(
      ['Stripe', 'Webhook', 'Pass', 'Pepper', 'Seal', 'Sealing'].map((name) => `${name}Secret`),
    );
    for (const secret of secrets) {
      expect(Object.keys(secret.properties)).toEqual(['Description']);
      expect(secret.deletionPolicy).toBe('Retain');
    }
  });

  test('nothing has a name of our own that a second deploy could collide with', () => {
    const named = all.flatMap(({ name, properties }) =>
      ['TableName', 'QueueName', 'FunctionName', 'RoleName', 'LogGroupName', 'TopicName', 'AlarmName']
        .filter((property) => typeof properties[property] === 'string')
        .map((property) => `${name}.${property}`),
    );
    expect(named).toEqual([]);
  });
});
