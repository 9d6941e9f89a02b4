// A mailer whose service may say at once that a mailbox does not exist: that is a bounce, heard in the dialogue instead of in a
// later notice, and it suppresses the address in the same way.
import type { Mailer } from '../ports/mailer.ts';
import { type HearMailNoticeNeeds, hearMailNotice } from './hear-mail-notice.ts';

export const suppressBounced = (needs: HearMailNoticeNeeds & { readonly mailer: Mailer }): Mailer => ({
  async send(to, message) {
    const outcome = await needs.mailer.send(to, message);
    if (outcome === 'bounced') await hearMailNotice(needs, { kind: 'bounce', addresses: [to] });
    return outcome;
  },
});
