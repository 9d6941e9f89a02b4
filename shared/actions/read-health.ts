// Liveness, and nothing about the services behind: a public list of them would help an attacker.
// A request through a CDN also learns whether the CDN sends the current origin secret, which its rotation depends on.
import { type Result, succeed } from '../core/result.ts';

export interface HealthInput {
  /** Null where no CDN sent one. */
  readonly originSecret: 'current' | 'previous' | 'unknown' | null;
}
export interface Health {
  readonly status: 'ok';
  readonly originSecret?: 'current' | 'previous' | 'unknown';
}

export const readHealth = async ({ originSecret }: HealthInput): Promise<Result<Health, never>> =>
  succeed({ status: 'ok', ...(originSecret === null ? {} : { originSecret }) });
