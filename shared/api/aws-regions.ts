// What CloudFormation cannot make in which region, by AWS's own validator (@aws/cloudformation-validate 1.14.0). It refuses a
// template with such a resource: "Unrecognized resource types". A region that is in no list is fine, or newer than the list.

/** AWS::Budgets::Budget: the service itself is global. */
export const regionsWithoutBudgets: readonly string[] = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4'],
  ...['ap-southeast-5', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['il-central-1', 'me-central-1', 'mx-central-1'],
];

/** AWS::SES::EmailIdentity and AWS::SES::ConfigurationSet. */
export const regionsWithoutSes: readonly string[] = [
  ...['ap-east-1', 'ap-east-2', 'ap-southeast-4', 'ap-southeast-7', 'eu-south-2', 'mx-central-1'],
];
