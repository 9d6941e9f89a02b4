// What every part of one deployed stage is told: the stage of mainstay.config.ts, its name, and where the bundles lie.
// Also the few facts that follow from it and that several parts need.
import type { StageSettings } from '../shared/api/stage-settings.ts';
import { hostOf } from '../shared/api/stage-settings.ts';

export interface Stage extends StageSettings {
  /** Part of the stack's name and of every metric's namespace: `test` or `live` of the settings. */
  readonly stage: string;
  /** The folder `npm run build` wrote: one folder per function, and `web` for the browser. */
  readonly dist: string;
}

/** Something of the newsroom's stands before the API: functions then believe only what comes with the origin secret. */
export const isFronted = ({ front }: Pick<Stage, 'front'>): boolean => front.kind !== 'none';

/** With a name of its own for readers and one for Stripe nobody needs the name that AWS gave the API. */
export const isAwsNameShut = ({ apiHost, stripeHost }: Pick<Stage, 'apiHost' | 'stripeHost'>): boolean =>
  apiHost !== undefined && stripeHost !== undefined;

export const siteHosts = ({ origins }: Pick<Stage, 'origins'>): string[] => [...new Set(origins.map(hostOf))];

export const metricsOf = (stage: string): string => `Mainstay/${stage}`;
