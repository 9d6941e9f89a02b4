// The handler of the mail function. It is called with a batch of the mail queue, by the schedule, or with a notice of the
// mail service. A request that fails returns to its queue alone. The queue deletes it after half an hour, and no dead-letter
// queue keeps the sealed address. A notice holds an address, so no part of it is thrown or logged.
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
/** One reminder takes at most this long with every call slow; begun with less, it could be cut off while sending. */
const leastMilliseconds = 20_000;

const batchIn = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) });
const requestIn = z.object({
  id: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  sealed: z.pipe(
    z.string(),
    z.transform((text, context) => {
      const sealed = parseSealed(text);
      if (sealed !== null) return sealed;
      context.issues.push({ code: 'custom', message: 'is not sealed text', input: '' });
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
    // Its content may be personal, so the error does not describe it.
    if (!batch.success) throw new Error('the mail function was called with an unknown event');
    const failed: string[] = [];
    for (const record of batch.data.Records) {
      if (!(await answerRecord(record, work, log))) failed.push(record.messageId);
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/** One failed reminder never stops the others. Only the error's class is logged: its message may hold personal data. */
async function attempt<T>(action: () => Promise<T>, log: Log): Promise<T | null> {
  try {
    return await action();
  } catch (error) {
    log.write('reminder-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    return null;
  }
}

/** Lambda retries a failed notice and logs what was thrown, so this throws a new error without the old one's message. */
async function hear(notice: MailNotice, { notice: heard }: MailWork, log: Log): Promise<void> {
  try {
    await heard(notice);
  } catch (error) {
    log.write('mail-failed', { errorName: error instanceof Error ? error.name : 'unknown' });
    throw new Error('a notice of the mail service could not be handled');
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
