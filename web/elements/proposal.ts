// What a reader had chosen, as one line: "monthly.500.usd". It stands in the fragment of a reminder's e-mail ("#reminder=…") and
// in this tab's memory, so that neither a reload, another page of the site nor a payment page that was left loses it. It only
// chooses in forms; nothing is sent.
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import { proposalWord } from '../../shared/core/reminder.ts';
import { forget, recall, recallInTab, rememberInTab } from './browser-memory.ts';
import { leavesQuiet } from './decide.ts';
import { boxId } from './note-kinds.ts';
import { dueChoice, lineOf } from './own-reminder.ts';
import { decideNow, isNotHere } from './page.ts';

export interface Proposal {
  readonly frequency: Frequency | null;
  /** Null where nothing was chosen that can be given. */
  readonly amountMinor: number | null;
  readonly currency: string | null;
}
/** From a reminder's e-mail, from a payment page that was left, or when it is time to ask again. */
type Arrival = 'reminder' | 'left' | 'again';

/** With "mainstay-" in e-mails of before. What stands behind it is read with the same suspicion as what the tab remembers. */
const fragment = new RegExp(`^#(?:mainstay-)?${proposalWord}=(.+)`);
/** The mark behind it stands there from a press until the next page of ours. */
const remembered = /^(once|monthly|annual)?\.(\d{1,8})?\.([a-z]{3})?!?$/;
const leftMark = '!';
let arrival: Arrival | null = null;
let isFromReminder = false;

/** Before the boxes wake up, and once a note said that it was paid. */
export function readArrival(): void {
  const [, proposed] = fragment.exec(location.hash) ?? [];
  if (isBackUnpaid() || location.hash === `#${boxId}`) arrival = 'left';
  if (proposed === undefined) {
    takeOwnReminder();
    return;
  }
  arrival = 'reminder';
  isFromReminder = true;
  rememberInTab(proposed);
  // A copied address does not tell it.
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** It is asked once, on a page that has a box and may ask; in the tab that has chosen something else since, that stays. */
function takeOwnReminder(): void {
  const chosen = dueChoice(recall('re.then'));
  const mayAsk = document.querySelector('mainstay-contribute') !== null && !leavesQuiet(decideNow()) && !isNotHere();
  if (chosen === null || !mayAsk || document.visibilityState !== 'visible') return;
  forget('re.then');
  arrival = 'again';
  isFromReminder = true;
  if (recallInTab() === null) rememberInTab(chosen);
}

/**
 * By the payment page's own way back, which it has only while nothing is paid. By the browser's it may be paid already, and a
 * reload or a link of the site says that the reader was never there.
 */
const isBackUnpaid = (): boolean =>
  takeLeft() && performance.navigation.type === 0 && !(document.referrer || location.href).startsWith(location.origin);

/** A payment page is about to open, from which the reader may come back without a word. */
export const leave = (chosen: Proposal): void => rememberInTab(lineOf(chosen) + leftMark);

/** True once after a press: the mark is for the next page of ours in this tab, whichever way the reader came to it. */
export function takeLeft(): boolean {
  const [choice = '', mark] = (recallInTab() ?? '').split(/(?=!)/);
  if (mark !== undefined) rememberInTab(choice);
  return mark !== undefined;
}

/** For the first box that asks for it; null for every other. */
export function takeArrival(): Arrival | null {
  const taken = arrival;
  arrival = null;
  return taken;
}

/** Counted as given after a reminder, and joined to none. */
export const isReminded = (): boolean => isFromReminder;

/**
 * The mailing whose link led here (`#from=spring-12`), read when the reader gives and remembered nowhere. At most four digits, so
 * that a link cannot carry a long number of each reader.
 */
export const mailing = (): string | undefined => /[#&]from=([a-z-]{1,28}\d{0,4})(&|$)/.exec(location.hash)?.[1];

export function proposal(): Proposal | null {
  const found = remembered.exec(recallInTab() ?? '');
  if (found === null) return null;
  const [, word, amountMinor, currency = null] = found;
  const frequency = frequencies.find((each) => each === word) ?? null;
  return { frequency, amountMinor: amountMinor === undefined ? null : Number(amountMinor), currency };
}

export const propose = (proposed: Proposal): void => rememberInTab(lineOf(proposed));
