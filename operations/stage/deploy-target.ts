// The stage that a command works on, read from the environment that `enterStage` sets: its mode, its addresses and the names
// of its secrets.
import { settings } from '#settings';
import { readConfig } from '../../functions/runtime/config.ts';
import { installationOf } from '../../shared/api/installation-settings.ts';
import type { Installation } from '../../shared/core/installation.ts';
import { maybeEnvironmentOf } from './enter-stage.ts';

export const secretKinds = ['Stripe', 'Webhook', 'Pass', 'Pepper', 'Seal', 'Sealing', 'Smtp', 'Origin'] as const;
export type SecretKind = (typeof secretKinds)[number];

export interface DeployTarget {
  readonly stage: string;
  readonly mode: 'test' | 'live';
  readonly installation: Installation;
  /** The site's own origin. */
  readonly site: string;
  readonly apiUrl: string;
  /** Where Stripe sends its events. */
  readonly webhookUrl: string;
  /** True if the sandbox answers instead of Stripe. */
  readonly isSandbox: boolean;
  /** The provider of SMTP; null where messages leave through SES. */
  readonly smtp: { readonly url: string; readonly authority?: string | undefined } | null;
  /** Null if the stage has no such secret. */
  readonly secretNames: Readonly<Record<SecretKind, string | null>>;
}

export function readTarget(): DeployTarget {
  const config = readConfig();
  const [site = config.API_URL] = config.SITE_ORIGINS;
  const nameOf = (kind: SecretKind) => maybeEnvironmentOf(`${kind.toUpperCase()}_SECRET`);
  return {
    stage: config.STAGE,
    mode: config.MODE,
    installation: installationOf(settings, config.STAGE),
    site,
    apiUrl: config.API_URL,
    webhookUrl: maybeEnvironmentOf('STRIPE_EVENTS_URL') ?? `${config.API_URL}/v1/stripe/events`,
    isSandbox: config.STRIPE_API_URL !== undefined,
    smtp: config.SMTP_URL === undefined ? null : { url: config.SMTP_URL, authority: config.SMTP_AUTHORITY },
    secretNames: {
      Stripe: nameOf('Stripe'),
      Webhook: nameOf('Webhook'),
      Pass: nameOf('Pass'),
      Pepper: nameOf('Pepper'),
      Seal: nameOf('Seal'),
      Sealing: nameOf('Sealing'),
      Smtp: nameOf('Smtp'),
      Origin: nameOf('Origin'),
    },
  };
}
