// The bundle of pages with a trial of asks, loaded deferred before the others. It holds no setting: what is compared stands in the page.
import { startTrial } from './trial.ts';

startTrial();
