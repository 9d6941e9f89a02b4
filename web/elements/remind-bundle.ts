// The script behind "Remind me later": the box's script loads it when a reader opens that line.
import { MainstayRemind } from './mainstay-remind.ts';

for (const [name, element] of Object.entries({ 'mainstay-remind': MainstayRemind }))
  if (customElements.get(name) === undefined) customElements.define(name, element);
