// A write with a condition. A refused condition is an answer and no error: another write was first.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';

/** What DynamoDB answered; null where the condition did not hold. Anything else is thrown. */
export async function unlessRefused<Answer>(write: Promise<Answer>): Promise<Answer | null> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
