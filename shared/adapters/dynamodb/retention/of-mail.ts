// What is held for a letter: of who asked to be reminded, of who asked for a link.

import { settledLife } from '../../../core/reminder.ts';
import { day } from '../../../core/time.ts';
import * as keys from '../table.ts';
import { ending, type RowKind } from './row-kind.ts';

/** A promise may be a year ahead and its letter a month late. */
const longestPending = 440 * day;
const address = {
  pepper: ['nobody', 'under which key its address is hashed'],
  hash: ['keyed', 'whose promise it is'],
} as const;

export const rowsOfMail: readonly RowKind[] = [
  {
    key: `${keys.reminderPrefix}<pepper>#<hash> / ${keys.alone}`,
    leadsTo: 'keyed',
    readers: ['reminders', 'mail', 'checkout'],
    why: 'one letter in the month its reader chose, and no more than they bear',
    life: {
      says: 'until its letter, a month late at most; settled 400 days; "never again" for good',
      hasEnd: 'at-last',
      longest: longestPending,
    },
    attributes: {
      ...address,
      id: ['nobody', 'what the sealed address is bound to'],
      state: ['nobody', 'how far it is'],
      sealed: ['sealed', 'where to write; gone when it is settled'],
      dueAt: ['nobody', 'when'],
      contribution: ['nobody', 'what the letter proposes'],
      locale: ['nobody', 'in which language'],
      tries: ['nobody', 'how often it was taken up'],
      due: ['nobody', 'lies in the index until it is settled'],
      wakeAt: ['nobody', 'when it wants to be looked at'],
      lease: ['nobody', 'which sweep has it in hand'],
      isCancelled: ['nobody', 'somebody cancelled while it was in hand'],
      messages: ['nobody', 'when the last ones left: two a year at most'],
      never: ['nobody', 'nothing is ever sent there again'],
      ...ending,
    },
  },
  {
    key: `${keys.cancelPrefix}<hash> / ${keys.alone}`,
    leadsTo: 'secret',
    readers: ['reminders', 'mail', 'checkout'],
    why: 'who holds the capability may cancel, without a login',
    life: {
      says: "a browser's: as its promise; a letter's: 400 days",
      hasEnd: 'always',
      longest: Math.max(settledLife, longestPending),
    },
    attributes: { ...address, reminder: ['nobody', 'which promise, or all of its address'], ...ending },
  },
  {
    key: `${keys.messagesPrefix}<day> / ${keys.alone}`,
    leadsTo: 'nobody',
    readers: ['mail'],
    why: 'a cap on the letters of a day',
    life: { says: '3 days', hasEnd: 'always', longest: 4 * day },
    attributes: { messages: ['nobody', 'how many left'], ttl: ending.ttl },
  },
];
