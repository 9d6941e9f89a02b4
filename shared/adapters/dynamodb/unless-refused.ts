// A write with a condition, told apart from one that failed: that somebody else was first is an answer, and no error.
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
