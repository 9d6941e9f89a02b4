// What the buttons of a box are called: by what a press will do ("Give $5 a month"), as long as that is known.
import { parseCurrency } from '../../shared/core/money.ts';
import type { Frequency } from '../../shared/core/offer.ts';
import { type Limits, showAmount } from './amounts.ts';
import { formsOf } from './chosen.ts';
import type { BoxSpeech } from './contribution-box.ts';
import { contributionOfForm } from './contribution-of-form.ts';
import { fill } from './strings.ts';

const gives = { once: 'giveOnce', monthly: 'giveMonthly', annual: 'giveAnnual' } as const;

export function namePresses(box: Element, speech: BoxSpeech): void {
  for (const form of formsOf(box)) {
    const given = contributionOfForm(new FormData(form), limitsOf(form), location.href);
    const name = given.ok ? pressName(given.value, speech) : speech.strings.continue;
    const button = form.querySelector('.mainstay-continue');
    if (button !== null && button.textContent !== name) button.textContent = name;
  }
}

interface Given {
  readonly frequency: Frequency;
  readonly amountMinor: number;
  readonly currency: string;
}
export function pressName({ frequency, amountMinor, currency: code }: Given, { strings, locale }: BoxSpeech): string {
  const currency = parseCurrency(code);
  const amount = currency === null ? '' : showAmount(amountMinor, currency, locale);
  return fill(strings[gives[frequency]], { amount });
}

export const limitsOf = ({ dataset }: HTMLFormElement): Limits => ({
  minimumMinor: Number(dataset['minimum']),
  maximumMinor: Number(dataset['maximum']),
});
