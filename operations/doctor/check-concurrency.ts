// How many functions may be open at once. A new account of AWS has ten in all: one link in a popular place, and readers at the
// checkout are turned away.
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Finding } from '../terminal/finding.ts';

const about = 'Lambda concurrency';
const enough = 100;

export async function checkConcurrency(client = new LambdaClient({ maxAttempts: 2 })): Promise<Finding> {
  try {
    const { AccountLimit } = await client.send(new GetAccountSettingsCommand({}));
    const most = AccountLimit?.ConcurrentExecutions ?? 0;
    if (most >= enough) return { about, state: 'well', is: `${most} at once` };
    const remedy = 'Service Quotas → AWS Lambda → Concurrent executions: ask for 1,000';
    return { about, state: 'hurts', is: `the account allows ${most} at once, for all of its functions`, remedy };
  } finally {
    client.destroy();
  }
}
