// What a notice of Amazon SES means: only a final bounce or a person's refusal suppresses an address. Other events are ignored.
import { expect, test } from 'vitest';
import { noticeOf } from '../../functions/runtime/mail-notice.ts';

const recipients = (addresses: readonly string[]) => addresses.map((emailAddress) => ({ emailAddress }));
const bounced = (bounceType: string, bounceSubType: string, ...addresses: readonly string[]) => ({
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail: { bounce: { bounceType, bounceSubType, bouncedRecipients: recipients(addresses) } },
});
const complained = (type: Readonly<Record<string, unknown>>, ...addresses: readonly string[]) => ({
  source: 'aws.ses',
  'detail-type': 'Email Complaint Received',
  detail: { complaint: { ...type, complainedRecipients: recipients(addresses) } },
});

test.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'a later one'])(
  'a permanent bounce (%s) suppresses its addresses',
  (subType) =>
    expect(noticeOf(bounced('Permanent', subType, 'gone@a.example', 'Too <too@a.example>'))).toEqual({
      kind: 'bounce',
      addresses: ['gone@a.example', 'too@a.example'],
    }),
);

test('a bounce without a subtype is read by its type', () => {
  const detail = { bounce: { bounceType: 'Permanent', bouncedRecipients: recipients(['gone@a.example']) } };
  expect(noticeOf({ source: 'aws.ses', detail })?.addresses).toEqual(['gone@a.example']);
});

test.each([
  ['Transient', 'MailboxFull'],
  ['Transient', 'General'],
  ['Undetermined', 'Undetermined'],
  // A relay that reports a refused message as final says nothing about the mailbox.
  ['Permanent', 'MessageTooLarge'],
  ['Permanent', 'ContentRejected'],
  ['Permanent', 'AttachmentRejected'],
])('a bounce of type %s, %s suppresses nobody', (type, subType) =>
  expect(noticeOf(bounced(type, subType, 'full@a.example'))).toEqual({ kind: 'bounce', addresses: [] }),
);

test.each([
  {},
  { complaintFeedbackType: null },
  { complaintFeedbackType: 'abuse' },
  { complaintFeedbackType: 'Abuse' },
  { complaintFeedbackType: 'fraud' },
  { complaintFeedbackType: 'virus' },
  { complaintFeedbackType: 'other' },
  { complaintFeedbackType: 'opt-out' },
  { complaintSubType: 'OnAccountSuppressionList' },
])('a complaint %j suppresses its addresses', (type) =>
  expect(noticeOf(complained(type, 'Angry@A.example'))).toEqual({ kind: 'complaint', addresses: ['angry@a.example'] }),
);

test.each(['not-spam', 'NOT-SPAM', 'auth-failure', 'a later one'])(
  'a report of type %s is no complaint and suppresses nobody',
  (complaintFeedbackType) =>
    expect(noticeOf(complained({ complaintFeedbackType }, 'rescued@a.example'))).toEqual({
      kind: 'complaint',
      addresses: [],
    }),
);

test.each([
  null,
  'a text',
  { job: 'reminders' },
  { Records: [] },
  { ...bounced('Permanent', 'General', 'a@b.example'), source: 'somebody.else' },
  { source: 'aws.ses' },
])('%j is no notice', (call) => expect(noticeOf(call)).toBeNull());

test('what is no address is left out', () =>
  expect(noticeOf(bounced('Permanent', 'General', 'nobody', 'a@b.example'))?.addresses).toEqual(['a@b.example']));
