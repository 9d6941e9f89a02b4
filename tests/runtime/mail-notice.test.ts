// What SES tells, read with suspicion: only what is final silences an address, and what is no notice is none.
import { expect, test } from 'vitest';
import { noticeOf } from '../../functions/runtime/mail-notice.ts';

const bounced = (bounceType: string, ...addresses: readonly string[]) => ({
  source: 'aws.ses',
  'detail-type': 'Email Bounced',
  detail: { bounce: { bounceType, bouncedRecipients: addresses.map((emailAddress) => ({ emailAddress })) } },
});

test('a mailbox that does not exist is silenced, one that was full today is not', () => {
  expect(noticeOf(bounced('Permanent', 'gone@a.example', 'Too <too@a.example>'))).toEqual({
    kind: 'bounce',
    addresses: ['gone@a.example', 'too@a.example'],
  });
  expect(noticeOf(bounced('Transient', 'full@a.example'))).toEqual({ kind: 'bounce', addresses: [] });
  expect(noticeOf(bounced('Undetermined', 'odd@a.example'))).toEqual({ kind: 'bounce', addresses: [] });
});

test('who complained is silenced', () => {
  const complaint = { complainedRecipients: [{ emailAddress: 'Angry@A.example' }] };
  expect(noticeOf({ source: 'aws.ses', detail: { complaint } })).toEqual({
    kind: 'complaint',
    addresses: ['angry@a.example'],
  });
});

test.each([
  null,
  'a text',
  { job: 'reminders' },
  { Records: [] },
  { ...bounced('Permanent', 'a@b.example'), source: 'somebody.else' },
  { source: 'aws.ses' },
])('%j is no notice', (call) => expect(noticeOf(call)).toBeNull());

test('what is no address is left out', () =>
  expect(noticeOf(bounced('Permanent', 'nobody', 'a@b.example'))?.addresses).toEqual(['a@b.example']));
