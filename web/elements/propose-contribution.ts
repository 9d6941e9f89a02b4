// The way from a reminder's e-mail: its link opens the page where one gives, with what the reader had chosen in the fragment
// ("#mainstay-reminder=monthly.500.usd"). It only chooses in the forms that are there; nothing is sent and nothing kept.
import { parseCurrency, plainAmount } from '../../shared/core/money.ts';
import { proposalWord, reminderSource } from '../../shared/core/reminder.ts';

const shape = new RegExp(`^#${proposalWord}=(once|monthly|annual)?\\.(\\d{1,8})?\\.([a-z]{3})?$`);

/** Before the boxes wake up: they read these from themselves when they draw. */
export function proposeContribution(): void {
  const found = shape.exec(location.hash);
  if (found === null) return;
  const [, frequency = '', amountMinor = '', currency = ''] = found;
  const boxes = [...document.querySelectorAll('mainstay-contribute')];
  for (const box of boxes) {
    for (const [name, value] of Object.entries({ frequency, currency, source: reminderSource })) {
      if (value !== '') box.setAttribute(name, value);
    }
    // After they woke up, and drew another currency where that is needed.
    setTimeout(() => choose(box, frequency, amountMinor));
  }
  // Neither a reload nor a copied address proposes it again.
  history.replaceState(history.state, '', location.pathname + location.search);
}

function choose(box: Element, frequency: string, amountMinor: string): void {
  check(box, `.mainstay-frequencies [value="${frequency}"]`);
  for (const form of box.querySelectorAll<HTMLFormElement>('form[data-frequency]')) nameSource(form);
  const form = box.querySelector<HTMLFormElement>(`form[data-frequency="${frequency}"]`);
  if (form !== null && amountMinor !== '' && !check(form, `[name=amountMinor][value="${amountMinor}"]`)) {
    typeAmount(form, Number(amountMinor));
  }
  box.scrollIntoView({ block: 'center' });
}

function typeAmount(form: HTMLFormElement, amountMinor: number): void {
  const currency = parseCurrency(String(new FormData(form).get('currency')));
  const typed = form.querySelector<HTMLInputElement>('[name=amount]');
  if (currency === null || typed === null) return;
  check(form, '[name=amountMinor][value=""]');
  typed.value = plainAmount({ amountMinor, currency }).split(' ')[0] ?? '';
}

/** Counted as given after a reminder, and joined to none. */
function nameSource(form: HTMLFormElement): void {
  const named = form.querySelector<HTMLInputElement>('[name=source]') ?? document.createElement('input');
  Object.assign(named, { type: 'hidden', name: 'source', value: reminderSource });
  form.append(named);
}

function check(ref: Element, selector: string): boolean {
  const choice = ref.querySelector<HTMLInputElement>(selector);
  if (choice !== null) choice.checked = true;
  return choice !== null;
}
