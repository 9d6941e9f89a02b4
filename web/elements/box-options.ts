// What a box's attributes say about it, for drawing it in the browser.
import type { Frequency } from '../../shared/core/offer.ts';
import type { BoxOptions } from './contribution-box.ts';
import { checkoutsAddress } from './page.ts';
import { tree } from './tree.ts';

export function optionsOf(box: Element, frequency: Frequency): BoxOptions {
  const given = (name: string): string | undefined => box.getAttribute(name) ?? undefined;
  return {
    action: checkoutsAddress,
    returnUrl: given('return-url') ?? location.pathname,
    campaign: given('campaign'),
    source: given('source'),
    statement: given('statement'),
    caution: given('caution'),
    frequency,
    // The form comes when somebody wants it.
    reminder: box.hasAttribute('reminders') ? tree('p', { class: 'mainstay-hint' }, '…') : undefined,
    methods: given('methods')
      ?.split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  };
}
