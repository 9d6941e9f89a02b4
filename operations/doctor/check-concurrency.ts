// Checks how many Lambda functions may run at once. A new AWS account allows ten in all, so one popular link would make
// checkouts fail.
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Finding } from '../terminal/finding.ts';

const about = 'Lambda concurrency';
const enough = 100;

export async function checkConcurrency(client = new LambdaClient({ maxAttempts: 2 })): Promise<Finding> {
  try {
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    const most = AccountLimit?.ConcurrentExecutions ?? 0;
    if (most >= enough) return { about, state: 'ok', is: `${most} concurrent executions` };
    const remedy = 'Service Quotas → AWS Lambda → Concurrent executions: ask for 1,000';
    return {
      about,
      state: 'problem',
      is: `the account allows ${most} concurrent executions for all its functions`,
      remedy,
    };
  } finally {
    client.destroy();
  }
}
