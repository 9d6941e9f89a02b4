// What the counters of a campaign's month hold together, read from their rows. The product itself sums payments, so only tests
// ask.
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';

interface Table {
  readonly documentClient: DynamoDBDocumentClient;
  readonly tableName: string;
}

export const raisedIn = async (table: Table, campaign: string, month: string): Promise<number> =>
  (await countersOf(table, campaign, month)).reduce((sum, row) => sum + Number(row['raisedMinor']), 0);

export async function contributionsIn(table: Table, campaign: string, month: string): Promise<number> {
  return (await countersOf(table, campaign, month)).reduce((sum, row) => sum + Number(row['contributions']), 0);
}

async function countersOf({ documentClient, tableName }: Table, campaign: string, month: string) {
  const { Items = [] } = await documentClient.send(new ScanCommand({ TableName: tableName, ConsistentRead: true }));
  return Items.filter((row) => String(row['pk']).startsWith(`CAMPAIGN#${campaign}#${month}#`));
}
