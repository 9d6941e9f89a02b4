// A trial of asks in the browser, in a file of its own that only pages with a trial load. The browser tosses once and remembers one
// neutral word until the trial ends. The word chooses what is shown and ends the source of the box; no view is counted, nothing is sent.
import { parseCurrency } from '../../shared/core/money.ts';
import type { Frequency } from '../../shared/core/offer.ts';
import type { Instant } from '../../shared/core/time.ts';
import { type Arm, arms, sourceWithArm } from '../../shared/core/trial.ts';
import { showAmount } from './amounts.ts';
import { browserMemory, forget, recall, recallInTab } from './browser-memory.ts';
import { jsonIn, stringsIn } from './json-in-page.ts';
import { localeOf } from './strings.ts';

/** As the build writes it for one language (web/publish/trial-texts.ts). */
export interface Trial {
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly variants: readonly Variant[];
}
export interface Variant {
  readonly strings: Readonly<Record<string, string>>;
  /** What a printed page says in their place. */
  readonly replaced: Readonly<Record<string, string>>;
  readonly amounts: Readonly<Record<string, Readonly<Partial<Record<Frequency, readonly number[]>>>>>;
  readonly isReversed: boolean;
  readonly frequency?: Frequency | undefined;
}
const memoryKey = 're.trial';
const asks = 'mainstay-banner, mainstay-contribute';

export function startTrial(): void {
  const trial = trialIn(document.getElementById('mainstay-trial')?.textContent);
  const now = browserMemory.now();
  if (trial === null || now >= trial.until) {
    forget(memoryKey);
    return;
  }
  // Supporters are not asked: their gifts would say nothing of an ask, and one reader could count many times.
  if (now < trial.from || document.documentElement.dataset['mainstay'] === 'quiet') return;
  const arm = armOf(trial);
  const variant = arm === null ? undefined : trial.variants[arms.indexOf(arm)];
  if (arm === null || variant === undefined) return;
  sayDifferently(variant);
  const apply = (): void => {
    for (const ask of document.querySelectorAll<HTMLElement>(asks)) show(ask, trial, arm, variant);
    for (const own of document.querySelectorAll<HTMLElement>('[data-mainstay-arm]'))
      own.hidden = own.dataset['mainstayArm'] !== arm;
  };
  apply();
  // What is drawn later, or anew, is changed before it is painted.
  new MutationObserver(apply).observe(document.documentElement, { childList: true, subtree: true });
}

/** The build wrote it, so its shape is known; a page that lost half of it has no trial. */
function trialIn(text: string | null | undefined): Trial | null {
  const found = jsonIn(text);
  return isTrial(found) ? found : null;
}
const isTrial = (found: unknown): found is Trial =>
  typeof found === 'object' && found !== null && 'variants' in found && Array.isArray(found.variants);

/** Null in a browser that remembers nothing: it would toss at every view, and its reader see everything. */
function armOf({ id, variants }: Trial): Arm | null {
  const among = arms.slice(0, variants.length);
  const before = among.find((arm) => recall(memoryKey) === `${id}-${arm}`);
  if (before !== undefined) return before;
  const tossed = among[Number.parseInt(browserMemory.token().slice(0, 8), 16) % among.length] ?? 'a';
  browserMemory.remember(memoryKey, `${id}-${tossed}`);
  return recall(memoryKey) === `${id}-${tossed}` ? tossed : null;
}

/** What is drawn by a script takes the page's own strings, and these stand before them. */
function sayDifferently({ strings }: Variant): void {
  const own = document.getElementById('mainstay-strings');
  const said = document.createElement('data');
  said.hidden = true;
  said.textContent = JSON.stringify({ ...stringsIn(own?.textContent), ...strings });
  own?.removeAttribute('id');
  said.id = 'mainstay-strings';
  document.head.append(said);
}

function show(ask: HTMLElement, { id }: Trial, arm: Arm, variant: Variant): void {
  replaceSentences(ask, variant);
  if (ask.localName !== 'mainstay-contribute') return;
  for (const form of ask.querySelectorAll<HTMLFormElement>('form[data-frequency]')) {
    if (form.dataset['arm'] === arm) continue;
    form.dataset['arm'] = arm;
    offer(form, variant);
    nameSource(form, (source) => sourceWithArm(source, id, arm));
  }
  if (ask.dataset['arm'] === arm) return;
  ask.dataset['arm'] = arm;
  if (variant.frequency === undefined) return;
  ask.setAttribute('frequency', variant.frequency);
  // What this tab chose before stays chosen.
  const radio = ask.querySelector(`.mainstay-frequencies [value=${variant.frequency}]`);
  if (radio !== null && recallInTab() === null) choose(radio, ask.querySelectorAll('.mainstay-frequencies input'));
}

function replaceSentences(ask: Element, { replaced }: Variant): void {
  const walker = document.createTreeWalker(ask, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const other = Object.hasOwn(replaced, node.nodeValue ?? '') ? replaced[node.nodeValue ?? ''] : undefined;
    if (other !== undefined) node.nodeValue = other;
  }
}

function offer(form: HTMLFormElement, { amounts, isReversed }: Variant): void {
  const code = String(new FormData(form).get('currency'));
  const currency = parseCurrency(code);
  const choices = [...form.querySelectorAll<HTMLLabelElement>('.mainstay-amounts label')];
  const [other, first] = [choices.at(-1), choices[0]];
  if (currency === null || other === undefined || first === undefined) return;
  const before = form.querySelector<HTMLInputElement>('.mainstay-amounts input:checked')?.value;
  const wanted = amounts[code]?.[frequencyOf(form)];
  const suggested = choices.slice(0, -1);
  const made = wanted?.map((amountMinor) =>
    labelFor(first, amountMinor, showAmount(amountMinor, currency, localeAt(form))),
  );
  if (made !== undefined) for (const each of suggested) each.remove();
  const shown = made ?? suggested;
  other.before(...(isReversed ? shown.toReversed() : shown));
  if (made === undefined) return;
  const radios = [...form.querySelectorAll<HTMLInputElement>('.mainstay-amounts input')];
  const chosen =
    radios.find(({ value }) => value === before) ?? made[Math.min(1, made.length - 1)]?.querySelector('input');
  if (chosen) choose(chosen, radios);
}

function labelFor(like: HTMLLabelElement, amountMinor: number, text: string): HTMLLabelElement {
  const label = document.createElement('label');
  const radio = like.querySelector('input')?.cloneNode();
  if (!(radio instanceof HTMLInputElement)) return label;
  radio.value = String(amountMinor);
  const amount = document.createElement('span');
  amount.textContent = text;
  label.append(radio, amount);
  return label;
}

/** As printed: what differs from it would be taken for a reader's choice. */
function choose(chosen: Element, among: Iterable<Element>): void {
  for (const each of among) each.toggleAttribute('checked', each === chosen);
}

function nameSource(form: HTMLFormElement, named: (source: string) => string): void {
  const field = form.querySelector<HTMLInputElement>('[name=source]') ?? document.createElement('input');
  Object.assign(field, { type: 'hidden', name: 'source', value: named(field.value || 'page') });
  if (!field.isConnected) form.prepend(field);
}

const frequencyOf = (form: HTMLFormElement): Frequency =>
  form.dataset['frequency'] === 'once' || form.dataset['frequency'] === 'annual'
    ? form.dataset['frequency']
    : 'monthly';
const localeAt = (element: Element): string =>
  localeOf(element.closest<HTMLElement>('[lang]')?.lang ?? document.documentElement.lang);
