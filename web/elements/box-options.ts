// What a box's attributes say about it, for drawing it in the browser.
import type { Frequency } from '../../shared/core/offer.ts';
import type { BoxOptions } from './contribution-box.ts';
import { checkoutsAddress, remindersAddress } from './page.ts';

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
    reminders: box.hasAttribute('reminders') ? remindersAddress : undefined,
    methods: given('methods')
      ?.split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
  };
}
