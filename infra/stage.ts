// What every part of a deployed stage needs: the stage from mainstay.config.ts, its name and the folder of the bundles.
// Also a few facts that follow from it.
import type { StageSettings } from '../shared/api/stage-settings.ts';
import { hostOf } from '../shared/api/stage-settings.ts';

export interface Stage extends StageSettings {
  /** `test` or `live` in the settings; part of the stack's name and of every metric's namespace. */
  readonly stage: string;
  /** The folder that `npm run build` writes: one folder for each function, and `web` for the browser. */
  readonly dist: string;
}

/** A CDN stands before the API, so functions accept only requests with the origin secret. */
export const isFronted = ({ front }: Pick<Stage, 'front'>): boolean => front.kind !== 'none';

/** With one host name for readers and one for Stripe, nobody needs the name that AWS gives the API. */
export const isAwsNameShut = ({ apiHost, stripeHost }: Pick<Stage, 'apiHost' | 'stripeHost'>): boolean =>
  apiHost !== undefined && stripeHost !== undefined;

export const siteHosts = ({ origins }: Pick<Stage, 'origins'>): string[] => [...new Set(origins.map(hostOf))];

export const metricsOf = (stage: string): string => `Mainstay/${stage}`;
