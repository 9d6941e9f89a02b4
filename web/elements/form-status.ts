// What a form says under its choices, and the field that a complaint is about, for those who see the page and those who
// hear it.

export function say(form: HTMLFormElement, sentence: string): void {
  const status = form.querySelector('.mainstay-status');
  if (status !== null && status.textContent !== sentence) status.textContent = sentence;
}

/** `hasFocus`: after a press. What a reader does elsewhere must not throw them into the field. */
export function complain(form: HTMLFormElement, sentence: string, hasFocus: boolean): void {
  say(form, sentence);
  const typed = form.querySelector<HTMLInputElement>('input[name=amount]');
  if (typed === null || new FormData(form).get('amountMinor') !== '') return;
  typed.setAttribute('aria-invalid', 'true');
  typed.setAttribute('aria-describedby', form.querySelector('.mainstay-status')?.id ?? '');
  if (hasFocus) typed.focus();
}

export function unsay(form: HTMLFormElement): void {
  say(form, '');
  for (const name of ['aria-invalid', 'aria-describedby']) form.querySelector(`[${name}]`)?.removeAttribute(name);
}
