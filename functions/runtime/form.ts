// A plain HTML form as the same body JSON would bring: what a person typed as an amount becomes minor units, a number
// becomes a number, "true" a yes, and an empty field is one that was not sent.
import { parseAmount, parseCurrency } from '../../shared/core/money.ts';

export function readForm(text: string): Record<string, unknown> {
  const fields = Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value.trim() !== ''));
  const { amount: typed, amountMinor: chosen, again, ...others } = fields;
  const rest = again === undefined ? others : { ...others, again: again === 'true' ? true : again };
  // The chosen amount counts; what was typed is posted along with it, and counts where "other" was chosen.
  const amountMinor =
    chosen === undefined && typed !== undefined ? amountOf(typed, fields['currency']) : wholeNumber(chosen);
  return amountMinor === undefined ? rest : { ...rest, amountMinor };
}

function amountOf(typed: string, currencyText = ''): unknown {
  const currency = parseCurrency(currencyText);
  // Not a number then: the schema says what is wanted, in words.
  return (currency === null ? null : parseAmount(typed, currency)) ?? 'not an amount';
}
const wholeNumber = (chosen: string | undefined): unknown =>
  chosen !== undefined && /^\d{1,9}$/.test(chosen) ? Number(chosen) : chosen;
