// What a reader had chosen, as one line: "monthly.500.usd". It stands in the fragment of two ways back, from a reminder's
// e-mail ("#mainstay-reminder=…") and from a payment page that was left ("#mainstay-back=…"), and in this tab's memory, so
// that neither a reload nor another page of the site loses it. It only chooses in forms; nothing is sent.
import { type Frequency, frequencies } from '../../shared/core/offer.ts';
import { proposalWord } from '../../shared/core/reminder.ts';
import { leftWord } from '../../shared/core/return-url.ts';
import { browserMemory, recall, recallInTab, rememberInTab } from './browser-memory.ts';
import { leavesQuiet } from './decide.ts';
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

const line = '(once|monthly|annual)?\\.(\\d{1,8})?\\.([a-z]{3})?$';
const fragment = new RegExp(`^#(${proposalWord}|${leftWord})=(${line})`);
const remembered = new RegExp(`^${line}`);
let arrival: Arrival | null = null;
let isFromReminder = false;

/** Before the boxes wake up. */
export function readArrival(): void {
  const [, word, proposed] = fragment.exec(location.hash) ?? [];
  if (proposed === undefined) {
    takeOwnReminder();
    return;
  }
  arrival = word === leftWord ? 'left' : 'reminder';
  isFromReminder = arrival === 'reminder';
  rememberInTab(proposed);
  // Neither a copied address nor the browser's history tells it.
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** It is asked once, on a page that has a box and may ask; in the tab that has chosen something else since, that stays. */
function takeOwnReminder(): void {
  const chosen = dueChoice(recall('mainstay.then'));
  const mayAsk = document.querySelector('mainstay-contribute') !== null && !leavesQuiet(decideNow()) && !isNotHere();
  if (chosen === null || !mayAsk || document.visibilityState !== 'visible') return;
  browserMemory.remember('mainstay.then', '');
  arrival = 'again';
  isFromReminder = true;
  if (recallInTab() === null) rememberInTab(chosen);
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
