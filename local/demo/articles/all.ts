// Every article of the demo newspaper, the lead story first.
import type { Article } from '../article.ts';
import { grainPort } from './grain-port.ts';
import { letter } from './letter.ts';
import { library } from './library.ts';
import { riverRegistry } from './river-registry.ts';

export const articles: readonly Article[] = [riverRegistry, library, grainPort, letter];
