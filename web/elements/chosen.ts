// What stands chosen in the forms of a box, taken from them and put into others: when another currency's forms take their
// place, nothing that a reader chose or typed is lost. Of suggested amounts the nearest neighbour is chosen.
import { parseCurrency, plainAmount, unitOf } from '../../shared/core/money.ts';

interface Chosen {
  readonly currency: string;
  /** Empty where the reader's own amount counts. */
  readonly amountMinor: string;
  readonly typed: string;
  /** The least that may be given, which tells how much the currency is worth. */
  readonly minimumMinor: number;
}
/** By frequency. */
export type ChosenInBox = ReadonlyMap<string, Chosen>;

export const formsOf = (box: Element): HTMLFormElement[] => [
  ...box.querySelectorAll<HTMLFormElement>('form[data-frequency]'),
];

export const chosenInBox = (box: Element): ChosenInBox =>
  new Map(formsOf(box).map((form) => [form.dataset['frequency'] ?? '', chosenIn(form)]));

export function chooseInBox(box: Element, chosen: ChosenInBox): void {
  for (const form of formsOf(box)) {
    const before = chosen.get(form.dataset['frequency'] ?? '');
    if (before !== undefined) choose(form, before);
  }
}

/** Did the reader choose or type something before the script came? */
export const isTouched = (box: Element): boolean =>
  [...box.querySelectorAll<HTMLInputElement>('form[data-frequency] input')].some(
    (each) => each.checked !== each.defaultChecked || (each.name === 'amount' && each.value !== ''),
  );

/** The reader's own amount goes along to the form of another frequency. */
export function takeTyped(from: HTMLFormElement, to: HTMLFormElement): boolean {
  const { amountMinor, typed } = chosenIn(from);
  const isTyped = amountMinor === '' && typed.trim() !== '';
  if (isTyped) choose(to, { ...chosenIn(to), amountMinor: '', typed });
  return isTyped;
}

/** A suggested amount where there is such a one, and else typed as the reader's own. */
export function chooseAmount(form: HTMLFormElement, amountMinor: number): void {
  if (check(form, String(amountMinor))) return;
  const currency = parseCurrency(chosenIn(form).currency);
  if (currency === null) return;
  // "7", not "7.00": as people type it.
  const typed = (plainAmount({ amountMinor, currency }).split(' ')[0] ?? '').replace(/\.0+$/, '');
  choose(form, { ...chosenIn(form), amountMinor: '', typed });
}

function chosenIn(form: HTMLFormElement): Chosen {
  const fields = new FormData(form);
  const text = (name: string): string => String(fields.get(name) ?? '');
  const minimumMinor = Number(form.dataset['minimum']);
  return { currency: text('currency'), amountMinor: text('amountMinor'), typed: text('amount'), minimumMinor };
}

function choose(form: HTMLFormElement, chosen: Chosen): void {
  const field = form.querySelector<HTMLInputElement>('[name=amount]');
  if (field !== null) field.value = chosen.typed;
  check(form, chosen.amountMinor === '' ? '' : nearest(form, chosen));
}

function check(form: Element, amountMinor: string): boolean {
  const radio = form.querySelector<HTMLInputElement>(`[name=amountMinor][value="${amountMinor}"]`);
  if (radio !== null) radio.checked = true;
  return radio !== null;
}

/** $20 is £20, and 3,000 yen: by the number where both count alike, and else by how often it holds the least. */
function nearest(form: HTMLFormElement, from: Chosen): string {
  const to = chosenIn(form);
  const suggested = [...form.querySelectorAll<HTMLInputElement>('[name=amountMinor]')].flatMap(({ value }) =>
    value === '' ? [] : [value],
  );
  const isCountedAlike = decimalsOf(from.currency) === decimalsOf(to.currency);
  if (isCountedAlike && suggested.includes(from.amountMinor)) return from.amountMinor;
  const wanted = (Number(from.amountMinor) / from.minimumMinor) * to.minimumMinor;
  const distance = (value: string): number => Math.abs(Math.log(Number(value) / wanted));
  return suggested.reduce((one, other) => (distance(other) < distance(one) ? other : one), suggested[0] ?? '');
}

function decimalsOf(code: string): number | null {
  const currency = parseCurrency(code);
  return currency === null ? null : unitOf(currency).decimals;
}
