// What the steps of a rehearsal share: the calls that are recorded and those that are not, and who pays.
import type Stripe from 'stripe';
import type { MadeAtStripe, stripePayments } from '../../shared/adapters/stripe/payments.ts';
import type { Installation } from '../../shared/core/installation.ts';
import type { Instant } from '../../shared/core/time.ts';
import type { Chance } from '../../shared/ports/system.ts';
import type { Payer } from './payer.ts';
import type { Recorder } from './recorder.ts';

export interface RehearseNeeds {
  readonly recorder: Recorder;
  /** Its calls are recorded. */
  readonly stripe: Stripe;
  /** Its calls are not. */
  readonly unrecorded: Stripe;
  readonly payer: Payer;
  readonly made: MadeAtStripe;
  readonly installation: Installation;
  readonly chance: Chance;
  readonly now: () => Instant;
  /** For two webhook endpoints, which are taken away again. */
  readonly webhookUrl: string;
}
export type Story = RehearseNeeds & { readonly payments: ReturnType<typeof stripePayments>; readonly marker: Marker };
export type Marker = Readonly<Record<string, string>>;
