// Where CloudFormation knows no AWS::Budgets::Budget, by AWS's own validator (@aws/cloudformation-validate 1.14.0). A
// template that holds one is refused there: "Unrecognized resource types". The resource providers differ by region, the
// service itself is global.

/** A region that is not here has budgets, or is newer than this list. */
export const regionsWithoutBudgets: readonly string[] = [
  ...['af-south-1', 'ap-east-1', 'ap-east-2', 'ap-northeast-3', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4'],
  ...['ap-southeast-5', 'ap-southeast-7', 'ca-west-1', 'eu-central-2', 'eu-north-1', 'eu-south-1', 'eu-south-2'],
  ...['il-central-1', 'me-central-1', 'mx-central-1'],
];
