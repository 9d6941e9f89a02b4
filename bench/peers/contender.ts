// What the bench asks of each system it compares: to take signed events as Stripe posts them, and to have the right rows in
// its database afterwards.

/** One new supporter with a monthly membership, and what Stripe sent about them. */
export interface NewSupporter {
  readonly customer: string;
  readonly subscription: string;
  readonly invoice: string;
  readonly paymentIntent: string;
  readonly session: string;
  readonly checkout: string;
  readonly price: string;
  /** The bodies of the events, in the order in which Stripe made them. */
  readonly events: readonly string[];
}

export interface SignedEvent {
  readonly id: string;
  readonly body: string;
  readonly signature: string;
}

export interface Contender {
  /** What must be there before Stripe's first event: tables without supporters, and what a checkout leaves when it opens. */
  reset(supporters: readonly NewSupporter[]): Promise<void>;
  /** The event as this system needs it: other metadata than ours, where its own checkout would have set them. */
  eventOf(supporter: NewSupporter, body: string): string;
  /** From the signed body to the stored rows. */
  answer(event: SignedEvent): Promise<void>;
  /** All events of one supporter, as this system takes them when they come at once. */
  answerTogether(events: readonly SignedEvent[]): Promise<void>;
  /** How many supporters its rows show as paying: read from the database, not by the system's own code. */
  countRight(supporters: readonly NewSupporter[]): Promise<number>;
  close(): Promise<void>;
}

/** Where everything is that a contender talks to. */
export interface Surroundings {
  readonly stripe: string;
  readonly dynamodb: string;
  readonly postgres: { readonly host: string; readonly port: number; readonly user: string };
}

export const webhookSecret = `whsec_${'b'.repeat(32)}`;
export const stripeKey = `sk_test_${'b'.repeat(32)}`;
