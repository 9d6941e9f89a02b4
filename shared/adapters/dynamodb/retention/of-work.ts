// What jobs, checkouts, devices, links and rate limits store, and what staff stopped.

import { completeMemory, openMemory, sessionLife } from '../../../core/checkout.ts';
import { deviceLife } from '../../../core/device.ts';
import { longestLink } from '../../../core/link.ts';
import { day, hour } from '../../../core/time.ts';
import * as keys from '../table.ts';
import { ending, type RowKind, swept } from './row-kind.ts';

export const rowsOfWork: readonly RowKind[] = [
  {
    key: `${keys.jobPrefix}reconcile / <job>`,
    leadsTo: 'nobody',
    readers: ['reconcile'],
    why: 'an interrupted reconciliation goes on',
    life: { says: 'until the next run', hasEnd: 'never', longest: null },
    attributes: {
      run: ['nobody', 'its name'],
      startedAt: ['nobody', 'when the next may begin', 'timer'],
      since: ['nobody', 'how far back it looks', 'timer'],
      cursor: ['stripe', 'the page of which list comes next'],
      isDone: ['nobody', 'whether it is over'],
    },
  },
  {
    key: `${keys.jobPrefix}erase / <customer>`,
    leadsTo: 'stripe',
    readers: ['checkout', 'sync', 'reconcile'],
    why: 'an interrupted erasure goes on',
    life: {
      says: 'about 40 days after it is done, because Stripe may still send events about it',
      hasEnd: 'at-last',
      longest: 48 * day,
    },
    attributes: {
      customer: ['stripe', 'who asked to be erased'],
      startedAt: ['nobody', 'on which day', 'day'],
      step: ['nobody', 'how far it came'],
      ...swept('monday'),
    },
  },
  {
    key: `${keys.switchPrefix}<name> / ${keys.alone}`,
    leadsTo: 'nobody',
    readers: ['checkout', 'mail'],
    why: 'staff stopped something',
    life: { says: 'until staff switch it back', hasEnd: 'never', longest: null },
    attributes: { isStopped: ['nobody', 'whether it is stopped'] },
  },
  {
    key: `${keys.checkoutPrefix}<checkout> / ${keys.alone}`,
    leadsTo: 'stripe',
    readers: ['checkout', 'sync', 'reconcile'],
    why: 'the browser that opened it is recognised when it returns',
    life: {
      says: 'to the end of the day 48 hours after it could be paid; at most 30 days once complete',
      hasEnd: 'always',
      longest: Math.max(openMemory + sessionLife + day, completeMemory),
    },
    attributes: {
      id: ['nobody', 'its own name'],
      session: ['stripe', 'what to ask Stripe about'],
      earlier: ['stripe', 'what was opened by the same press before'],
      claims: ['secret', 'who shows one of these secrets opened it'],
      contribution: ['nobody', 'what was asked for'],
      campaign: ['nobody', 'for which total'],
      source: ['nobody', 'from which place of the site'],
      returnUrl: ['nobody', 'the page to go back to, without its query'],
      device: ['secret', 'what this browser held before is not lost'],
      customer: ['stripe', 'whose it became'],
      links: ['nobody', 'how many messages its claim alone had sent to the payer: two at most'],
      ...ending('day'),
    },
  },
  {
    key: `${keys.attemptPrefix}<hash> / ${keys.alone}`,
    leadsTo: 'secret',
    readers: ['checkout'],
    why: 'one press of the button opens one session',
    life: { says: '1 day', hasEnd: 'always', longest: day },
    attributes: {
      key: ['secret', 'the press, by the key its page made from chance'],
      checkout: ['nobody', 'what it opened'],
      requested: ['secret', 'the same press for something else is refused; hashed under the key of the press'],
      startedAt: ['nobody', 'until when Stripe still accepts it', 'five-minutes'],
      tries: ['nobody', 'a failure that Stripe replays is requested with a new key'],
      ...ending('five-minutes'),
    },
  },
  {
    key: `${keys.devicePrefix}<hash> / ${keys.alone}`,
    leadsTo: 'secret',
    readers: ['checkout', 'recognition', 'reconcile'],
    why: 'this browser is recognised',
    life: { says: 'at most 400 days after its last renewal', hasEnd: 'always', longest: deviceLife },
    attributes: {
      hash: ['secret', 'the token in its cookie'],
      holdings: [
        'stripe',
        'for whom it may act, of which generation, whether by a mailed link, and until when a name may show: the night after, nothing',
        'minute',
      ],
      former: ['secret', 'what this browser was before, to be forgotten once this one is seen'],
      ...ending('monday'),
    },
  },
  {
    key: `${keys.linkPrefix}<hash> / ${keys.alone}`,
    leadsTo: 'secret',
    readers: ['mail', 'recognition', 'reconcile'],
    why: 'a mailed link makes another browser a device, once',
    life: { says: 'half an hour and up to five minutes, or until it is used', hasEnd: 'always', longest: longestLink },
    attributes: {
      id: ['secret', 'what the request for it was answered with'],
      token: ['secret', 'the token in the e-mail'],
      code: ['secret', 'the short code, together with the id'],
      purpose: ['nobody', 'whether it may also open what shows a name'],
      customers: ['stripe', 'who gave under the address; nobody, for most addresses'],
      triesLeft: ['nobody', 'how often the code may still be tried'],
      ...ending('five-minutes'),
    },
  },
  {
    key: `${keys.linkMessagesPrefix}<pepper>#<hash> / ${keys.alone}`,
    leadsTo: 'keyed',
    readers: ['mail', 'checkout', 'sync'],
    why: 'one message with a link in a quarter of an hour and twelve a day go to an address that somebody gave under; for any other a row from chance',
    life: { says: 'to the end of its day (UTC), or until erased', hasEnd: 'always', longest: day },
    attributes: {
      window: ['nobody', 'in which quarter of an hour the last one left', 'five-minutes'],
      request: ['secret', 'for which request, so that it is tried again and no other'],
      sent: ['nobody', 'which of its day it was'],
      ...swept('day'),
    },
  },
  {
    key: `${keys.limitPrefix}<limit>#<hash>#<window> / ${keys.alone}`,
    leadsTo: 'keyed',
    readers: ['checkout', 'recognition'],
    why: 'too many attempts are refused; the hash is keyed with the salt of its day and a secret of the function',
    life: { says: 'its window, a day at most', hasEnd: 'always', longest: day + hour },
    keyGrain: 'minute',
    attributes: { attempts: ['nobody', 'how many'], ...swept('minute') },
  },
  {
    key: `${keys.triesPrefix}<ten minutes> / ${keys.alone}`,
    leadsTo: 'nobody',
    readers: ['checkout', 'sync'],
    why: 'a captcha is asked only while cards are tested; no row without a captcha',
    life: { says: 'an hour', hasEnd: 'always', longest: hour },
    attributes: {
      tried: ['nobody', 'how many tries to pay there were in these ten minutes'],
      declined: ['nobody', 'how many of them were declined'],
      ...swept('five-minutes'),
    },
  },
  {
    key: `${keys.saltPrefix}<day> / ${keys.alone}`,
    leadsTo: 'nobody',
    readers: ['checkout', 'recognition'],
    why: 'the key of the hashes of its day, made from chance',
    life: { says: 'deleted by the day after the next', hasEnd: 'always', longest: 2 * day + hour },
    attributes: { salt: ['nobody', 'the key'], ...swept('day') },
  },
];
