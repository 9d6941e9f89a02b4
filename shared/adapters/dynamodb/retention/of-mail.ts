// What is held so that an e-mail can be sent: about readers who asked for a reminder.

import { settledLife } from '../../../core/reminder.ts';
import { day } from '../../../core/time.ts';
import * as keys from '../table.ts';
import { ending, type RowKind, swept } from './row-kind.ts';

/** A reminder may be a year ahead and is sent at most a month late. */
const longestPending = 440 * day;
const address = {
  pepper: ['nobody', 'under which key its address is hashed'],
  hash: ['keyed', 'whose reminder it is'],
} as const;

export const rowsOfMail: readonly RowKind[] = [
  {
    key: `${keys.askPrefix}<pepper>#<hash> / ${keys.alone}`,
    leadsTo: 'keyed',
    readers: ['mail', 'checkout', 'sync'],
    why: 'an address is asked once a day at most whether it wants a reminder, whether or not anybody gave under it',
    life: { says: 'to the end of its day (UTC), or until erased', hasEnd: 'always', longest: 2 * day },
    attributes: {
      request: ['secret', 'for which request, so that it is tried again and no other'],
      ...swept('day'),
    },
  },
  {
    key: `${keys.reminderPrefix}<pepper>#<hash> / ${keys.alone}`,
    leadsTo: 'keyed',
    readers: ['reminders', 'mail', 'checkout', 'sync'],
    why: 'one e-mail in the month that the reader chose and confirmed from the mailbox, and at most two a year',
    life: {
      says: 'until it is sent, at most a month late; settled at most 400 days; a bounce or complaint until `mail.suppressDays`; "never again" for ever',
      hasEnd: 'at-last',
      longest: longestPending,
    },
    attributes: {
      ...address,
      id: ['nobody', 'what the sealed address is bound to'],
      state: ['nobody', 'how far it is'],
      sealed: ['sealed', 'where to write, with what was asked for; gone when it is settled'],
      dueAt: ['nobody', 'when, on the first of a month: drawn from its id', 'timer'],
      contribution: ['nobody', 'what the e-mail proposes'],
      locale: ['nobody', 'in which language'],
      tries: ['nobody', 'how often sending was tried'],
      due: ['nobody', 'lies in the index until it is settled'],
      wakeAt: ['nobody', 'when a sweep must look at it', 'timer'],
      lease: ['nobody', 'which sweep has the lease'],
      isCancelled: ['nobody', 'somebody cancelled during a lease'],
      messages: ['nobody', 'in which weeks the last ones were sent: at most two a year', 'monday'],
      never: ['nobody', 'nothing is ever sent there again', 'monday'],
      suppressedUntil: [
        'nobody',
        'no reminder is sent before this Monday: an e-mail bounced, or was reported',
        'monday',
      ],
      ...ending('monday'),
    },
  },
  {
    key: `${keys.cancelPrefix}<hash> / ${keys.alone}`,
    leadsTo: 'secret',
    readers: ['reminders', 'mail', 'checkout'],
    why: 'its holder may cancel without a login',
    life: {
      says: "a browser's: as long as its reminder; an e-mail's: at most 400 days",
      hasEnd: 'always',
      longest: Math.max(settledLife, longestPending),
    },
    attributes: { ...address, reminder: ['nobody', 'which reminder, or all of its address'], ...ending('monday') },
  },
  {
    key: `${keys.messagesPrefix}<day> / ${keys.alone}`,
    leadsTo: 'nobody',
    readers: ['mail'],
    why: 'caps on the e-mails of a day',
    life: { says: '3 days', hasEnd: 'always', longest: 4 * day },
    attributes: {
      messages: ['nobody', 'how many reminders were sent'],
      links: ['nobody', 'how many messages with a link were sent'],
      questions: ['nobody', 'how many questions before a reminder were sent'],
      ...swept('day'),
    },
  },
];
