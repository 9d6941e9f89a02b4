// Where requests for a message wait: half an hour, and without dead letters, because a seal that nobody answered in time is
// better lost than kept. Its messages look the same for a known address and an unknown one.
import type { Sealed } from '../core/sealed.ts';

/** `sealed` holds address and purpose, bound to `id`. */
export interface MailRequest {
  /** 22 characters from chance; names the request and nothing else. */
  readonly id: string;
  readonly sealed: Sealed;
}
export interface MailQueue {
  /** Throws when the queue did not take it. */
  send(request: MailRequest): Promise<void>;
}
