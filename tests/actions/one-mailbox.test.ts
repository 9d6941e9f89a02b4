// One mailbox has many spellings: browsers, Stripe, SES and people each write their own. Whoever gave under one is found
// under every other, and a complaint about one silences them all.

import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { noticeOf } from '../../functions/runtime/mail-notice.ts';
import { hearMailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known, parseHash } from '../../shared/core/ids.ts';
import { customerId } from '../support/builders.ts';
import { mailedLink } from '../support/link-steps.ts';
import { openNewsroom } from '../support/newsroom.ts';
import * as steps from '../support/newsroom-steps.ts';
import { decemberEvening, openReminderHarness } from '../support/reminder-harness.ts';

const spellings = [
  ['reader@почта.рф', 'reader@xn--80a1acny.xn--p1ai'],
  ['Reader@XN--80A1ACNY.XN--P1AI', 'READER@ПОЧТА.РФ'],
  ['reader@bu\u0308cher.example', 'reader@BÜCHER.example'],
  ['reader@例え.jp', 'reader@例え。jp'],
  ['ｒｅａｄｅｒ@example.org', 'reader@example.org\u200b'],
] as const;

test.each(spellings)('gave as %s, asks for a link as %s: it comes, to the host in ASCII', async (payer, typed) => {
  const newsroom = openNewsroom();
  const browser = newsroom.browser();
  await steps.pay(newsroom, await steps.openCheckout(browser), 'card', payer);
  await newsroom.drain();
  const { posted } = await mailedLink(newsroom, browser, { email: typed });
  expect(posted?.to).toBe(parseEmail(payer));
  expect(posted?.to).toMatch(/^reader@[a-z0-9.-]+$/);
});

test.each(spellings)('a complaint about %s silences %s', async (spoken, typed) => {
  const harness = openReminderHarness();
  const complaint = { complainedRecipients: [{ emailAddress: `A Reader <${spoken}>` }] };
  const notice = noticeOf({ source: 'aws.ses', detail: { complaint } });
  if (notice === null) throw new Error('it is a notice');
  await hearMailNotice(harness.needs, notice);
  await harness.ask('anybody', '2026-12', { email: known(parseEmail(typed)) });
  harness.setClock(decemberEvening);
  await harness.sweep();
  expect(harness.messages()).toEqual([]);
});

test('a row that was hashed when hosts were still in Unicode leads to its supporter as before', async () => {
  const { stores, needs } = openNewsroom();
  const hash = createHmac('sha256', Buffer.alloc(32, 7)).update('reader@почта.рф').digest('base64url');
  await stores.supporters.pointEmail({ pepper: 'k1', hash: known(parseHash(hash)) }, customerId());
  for (const typed of ['reader@почта.рф', 'reader@xn--80a1acny.xn--p1ai']) {
    const hashes = await needs.emails.hashesOf(known(parseEmail(typed)));
    expect(await stores.supporters.pointedFrom(hashes)).toEqual([customerId()]);
  }
});

test.each(['читатель@почта.рф', 'rеader@example.org', 'reader@exаmple.org'])(
  '%s, to which no mail service delivers, is refused with a reason',
  async (email) => {
    const said = await openNewsroom()
      .browser()
      .call('POST', '/v1/links', { body: { email, purpose: 'device' } });
    expect([said.status, JSON.stringify(said.json)]).toEqual([422, expect.stringContaining('in Latin letters')]);
  },
);
