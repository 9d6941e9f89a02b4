// The Lambda behind letters. What it is called with says what for: a batch of the letters queue. A wish that fails goes
// back to its queue alone; after half an hour the queue forgets it, and no dead letter keeps the seal.
import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { parseSealed } from '../../shared/core/sealed.ts';
import type { LetterRequest } from '../../shared/ports/letter-queue.ts';
import type { Journal } from '../../shared/ports/system.ts';

export type LettersHandler = (
  call: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse | undefined>;

export interface LettersWork {
  readonly request: (request: LetterRequest) => Promise<unknown>;
}

const batchIn = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const requestIn = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  sealed: z.pipe(
    z.string(),
    z.transform((text, context) => {
      const sealed = parseSealed(text);
      if (sealed !== null) return sealed;
      context.issues.push({ code: 'custom', message: 'is no seal', input: '' });
      return z.NEVER;
    }),
  ),
});

export function lettersDoor({ journal }: { readonly journal: Journal }, work: LettersWork): LettersHandler {
  return async (call) => {
    const batch = batchIn.safeParse(call);
    // Its content may be personal, so not even the kind of what came is told.
    if (!batch.success) throw new Error('the letters door was called with what it does not know');
    const failed: string[] = [];
    for (const record of batch.data.Records) {
      if (!(await answerRecord(record, work, journal))) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function answerRecord(
  { body }: Pick<SQSRecord, 'body'>,
  { request }: LettersWork,
  journal: Journal,
): Promise<boolean> {
  try {
    await request(requestIn.parse(JSON.parse(body)));
    return true;
  } catch (error) {
    journal.note('letter-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}
