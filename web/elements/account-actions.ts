// What the buttons and forms of the account page do, by name. Each says what came of it: another state of the page, or a
// sentence beside the button. The portal's are not here: they post by themselves.
import { parseCurrency } from '../../shared/core/money.ts';
import { frequencies } from '../../shared/core/offer.ts';
import { pauseMonths } from '../../shared/core/pause.ts';
import { client } from './account-client.ts';
import type { AccountSpeech } from './account-speech.ts';
import type { AccountState } from './account-view.ts';
import { readAmount, showAmount } from './amounts.ts';
import type { ApiProblem } from './api-problem.ts';
import { browserMemory } from './browser-memory.ts';
import type { FormFlaw } from './contribution-of-form.ts';
import { decideNow, show } from './page.ts';
import { showDay } from './show-day.ts';
import { fill } from './strings.ts';

export interface AccountPage {
  readonly speech: AccountSpeech;
  draw(state: AccountState): void;
  showState(state: AccountState): void;
  complain(problem: ApiProblem | FormFlaw, currency?: string): void;
  /** What went well. */
  announce(sentence: string): void;
  /** This browser is known no more. */
  leave(state: AccountState): void;
}
interface Pressed {
  /** Of the button or form: which supporter, membership, link or token it is about. */
  readonly value: string;
  readonly fields: FormData;
}
type Action = (page: AccountPage, pressed: Pressed) => Promise<void>;

async function look(page: AccountPage): Promise<void> {
  page.draw({ kind: 'checking' });
  const [standing, held] = await Promise.all([client.readStanding(), client.readSupporter()]);
  if (!standing.ok && standing.failure.status === 401) return page.leave({ kind: 'stranger' });
  if (!standing.ok) return page.draw({ kind: 'failed', problem: standing.failure });
  // The link of a mailing gives standing, with nobody behind it.
  if (!held.ok && held.failure.status !== 401) return page.draw({ kind: 'failed', problem: held.failure });
  page.draw({ kind: 'known', ...standing.value, supporters: held.ok ? held.value.supporters : [] });
}

function refuse(page: AccountPage, problem: ApiProblem, currency = ''): void {
  if (problem.status === 401) page.leave({ kind: 'stranger' });
  else if (problem.code === 'not-fresh') page.showState({ kind: 'prove' });
  else page.complain(problem, currency);
}

async function change(page: AccountPage, { value: membership, fields }: Pressed): Promise<void> {
  const currency = parseCurrency(String(fields.get('currency')));
  const frequency = frequencies.find((each) => each === fields.get('frequency'));
  if (currency === null || frequency === undefined) return;
  const offer = await client.readOffer({ currency });
  if (!offer.ok) return page.complain(offer.failure);
  const amount = readAmount(String(fields.get('amount')), currency, offer.value.amounts[frequency]);
  if (!amount.ok) return page.complain(amount.failure, currency);
  const changed = await client.changeMembership(membership, { amountMinor: amount.value }, browserMemory.token());
  if (!changed.ok && changed.failure.code === 'not-claimed')
    return page.showState({ kind: 'replace', why: 'higher', membership, amountMinor: amount.value });
  if (!changed.ok) return refuse(page, changed.failure, currency);
  await look(page);
  const { locale, strings } = page.speech;
  const { amountMinor, renewsAt } = changed.value;
  const amountShown = showAmount(amountMinor, currency, locale);
  const date = renewsAt === null ? '' : showDay(renewsAt, locale);
  page.announce(fill(strings.changed, { amount: amountShown, date }));
}

/** To the payment page; the old membership ends only once the new one is paid. */
async function replace(page: AccountPage, { value }: Pressed): Promise<void> {
  const [membership = '', amount, frequency] = value.split(' ');
  const wanted = {
    amountMinor: Number(amount),
    ...(frequency === 'annual' ? { frequency: 'annual' as const } : {}),
    returnUrl: location.href.split('#')[0] ?? '',
    locale: page.speech.locale,
  };
  const opened = await client.replaceMembership(membership, wanted, browserMemory.token());
  if (opened.ok) location.assign(opened.value.url);
  else refuse(page, opened.failure);
}

async function yearly(page: AccountPage, { value: membership, fields }: Pressed): Promise<void> {
  const currency = parseCurrency(String(fields.get('currency')));
  if (currency === null) return;
  const offer = await client.readOffer({ currency });
  if (!offer.ok) return page.complain(offer.failure);
  const amount = readAmount(String(fields.get('amount')), currency, offer.value.amounts.annual);
  if (!amount.ok) return page.complain(amount.failure, currency);
  page.showState({ kind: 'replace', why: 'other', membership, amountMinor: amount.value, frequency: 'annual' });
}

/** A pause, its end, or the end: set at once, without another page. */
async function alter(page: AccountPage, membership: string, change: Alteration): Promise<void> {
  const altered = await client.changeMembership(membership, change, browserMemory.token());
  if (!altered.ok) return refuse(page, altered.failure);
  await look(page);
  const { strings, locale } = page.speech;
  const { renewsAt, status } = altered.value;
  if ('ends' in change) return page.announce(strings.ended);
  if (renewsAt === null) return;
  const sentence = status === 'paused' ? strings.pausedUntil : strings.next;
  page.announce(fill(sentence, { date: showDay(renewsAt, locale) }));
}
type Alteration = Exclude<Parameters<typeof client.changeMembership>[1], { readonly amountMinor: number }>;

async function pause(page: AccountPage, { value, fields }: Pressed): Promise<void> {
  const months = pauseMonths.find((each) => String(each) === fields.get('months'));
  if (months !== undefined) await alter(page, value, { pauseMonths: months });
}

async function again(page: AccountPage, { value }: Pressed): Promise<void> {
  const [membership = '', amount] = value.split(' ');
  page.showState({ kind: 'replace', why: 'other', membership, amountMinor: Number(amount) });
}

async function download(page: AccountPage): Promise<void> {
  const held = await client.readSupporter();
  if (!held.ok) return refuse(page, held.failure);
  const file = new Blob([JSON.stringify(held.value, null, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  // Says nothing of what it is for, in a folder that others may see.
  link.download = 'export.json';
  link.click();
  URL.revokeObjectURL(link.href);
}

async function erase(page: AccountPage, { value: supporter }: Pressed): Promise<void> {
  const erased = await client.eraseSupporter(supporter);
  if (!erased.ok) return refuse(page, erased.failure);
  const { status, confirmFrom = '' } = erased.value;
  if (status === 'unconfirmed') page.showState({ kind: 'unconfirmed', confirmFrom });
  else page.leave({ kind: status });
}

const forgetting =
  (isAll: boolean): Action =>
  async (page) => {
    const forgotten = await client.forgetDevice(isAll);
    if (forgotten.ok) page.leave({ kind: 'forgotten' });
    else refuse(page, forgotten.failure);
  };

async function ask(page: AccountPage, { fields }: Pressed): Promise<void> {
  const email = String(fields.get('email')).trim();
  const requested = await client.requestLink({ email, purpose: 'portal', locale: page.speech.locale });
  if (requested.ok) page.showState({ kind: 'requested', link: requested.value.link });
  // Nothing else of it is typed: the address is none, or one that no mail service delivers to.
  else
    page.complain(
      requested.failure.code === 'invalid-request' ? { ...requested.failure, code: 'emailFlaw' } : requested.failure,
    );
}

async function redeem(page: AccountPage, opened: ReturnType<typeof client.redeemLink>): Promise<void> {
  const redeemed = await opened;
  if (!redeemed.ok) return page.complain(redeemed.failure);
  // Neither a reload nor a copied address is to try it again.
  history.replaceState(history.state, '', location.pathname + location.search);
  show(decideNow());
  await look(page);
}

export const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ['look', look],
  ['change', change],
  ['replace', replace],
  ['yearly', yearly],
  ['pause', pause],
  ['resume', (page, { value }) => alter(page, value, { pauseMonths: 0 })],
  ['again', again],
  ['end', (page, { value }) => alter(page, value, { ends: 'now' })],
  ['export', download],
  ['erase', async (page, { value }) => page.showState({ kind: 'sure', supporter: value })],
  ['erase-surely', erase],
  ['forget', forgetting(false)],
  ['forget-all', forgetting(true)],
  ['ask', ask],
  [
    'code',
    (page, { value, fields }) => redeem(page, client.redeemLink({ link: value, code: String(fields.get('code')) })),
  ],
  ['redeem', (page, { value }) => redeem(page, client.redeemLink({ token: value }))],
  ['grant', (page, { value }) => redeem(page, client.redeemGrant({ token: value }))],
]);
