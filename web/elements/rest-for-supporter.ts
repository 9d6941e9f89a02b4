// "Already supporting?" in a banner or a box: who gave in another browser is left without asks in this one for a while.
// Nothing is sent and nothing proven; a date is kept, and it does not say why.
import { day } from '../../shared/core/time.ts';
import { now } from './browser-memory.ts';
import { restUntil } from './page.ts';

const restDays = 90;

export function restForSupporter(element: Element): void {
  restUntil('later', now() + restDays * day);
  element.dispatchEvent(new CustomEvent('mainstay:closed', { bubbles: true }));
}
