// The Lambda behind messages. What it is called with says what for: a batch of the mail queue, the clock, or a notice
// of the mail service. A request that fails goes back to its queue alone; after half an hour the queue forgets it, and no
// dead message keeps the seal. A notice holds an address, so nothing it is made of is ever thrown or told.
import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import type { MailNotice } from '../../shared/actions/hear-mail-notice.ts';
import type { SweepCall } from '../../shared/actions/send-due-reminders.ts';
import { parseSealed } from '../../shared/core/sealed.ts';
import type { MailRequest } from '../../shared/ports/mail-queue.ts';
import type { Log } from '../../shared/ports/system.ts';
import { noticeOf } from './mail-notice.ts';

export type MailHandler = (
  call: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse | undefined>;

export interface MailWork {
  readonly request: (request: MailRequest) => Promise<unknown>;
  readonly sweep: (call: SweepCall) => Promise<unknown>;
  readonly notice: (notice: MailNotice) => Promise<unknown>;
}

const timedIn = z.object({ job: z.literal('reminders') });
/** Of one promise with every call slow: what is begun with less would be cut off in its message. */
const leastMilliseconds = 20_000;

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

export function mailHandler({ log }: { readonly log: Log }, work: MailWork): MailHandler {
  return async (call, context) => {
    if (timedIn.safeParse(call).success) {
      const hasTime = () => context.getRemainingTimeInMillis() > leastMilliseconds;
      await work.sweep({ hasTime, attempt: (action) => attempt(action, log) });
      return undefined;
    }
    const notice = noticeOf(call);
    if (notice !== null) {
      await hear(notice, work, log);
      return undefined;
    }
    const batch = batchIn.safeParse(call);
    // Its content may be personal, so not even the kind of what came is told.
    if (!batch.success) throw new Error('the mail function was called with what it does not know');
    const failed: string[] = [];
    for (const record of batch.data.Records) {
      if (!(await answerRecord(record, work, log))) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** One bad promise never stops the others; what threw is named by its class, because a message may hold anything. */
async function attempt<T>(action: () => Promise<T>, log: Log): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    log.write('reminder-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
}

/** Lambda tries a failed notice again, and writes what was thrown into the log: so a new error is, without the old one. */
async function hear(notice: MailNotice, { notice: heard }: MailWork, log: Log): Promise<void> {
  try {
    await heard(notice);
  } catch (error) {
    log.write('mail-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    throw new Error('a notice of the mail service could not be heard');
  }
}

async function answerRecord({ body }: Pick<SQSRecord, 'body'>, { request }: MailWork, log: Log): Promise<boolean> {
  try {
    await request(requestIn.parse(JSON.parse(body)));
    return true;
  } catch (error) {
    log.write('mail-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    return false;
  }
}
