// A stage can be deployed in the regions that its settings let through: AWS's own validator says what CloudFormation makes where.
import { expect, test } from 'vitest';
import { regionsWithoutBudgets, regionsWithoutSes } from '../../shared/api/aws-regions.ts';
import { typesMissingIn } from '../support/aws-validator.ts';

const regions = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1'],
  ...['ap-south-2', 'ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2', 'eu-north-1', 'eu-south-1'],
  ...['eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];

const budgets = ['AWS::Budgets::Budget'];
const ses = ['AWS::SES::EmailIdentity', 'AWS::SES::ConfigurationSet', 'AWS::SES::ConfigurationSetEventDestination'];

test.each(regions)('in %s budgets and SES are made exactly where the settings take them', (region) =>
  expect(typesMissingIn(region, [...budgets, ...ses])).toEqual([
    ...(regionsWithoutBudgets.includes(region) ? budgets : []),
    ...(regionsWithoutSes.includes(region) ? ses : []),
  ]),
);
test('and the lists name no region that the validator does not know', () =>
  expect([...regionsWithoutBudgets, ...regionsWithoutSes].filter((region) => !regions.includes(region))).toEqual([]));
