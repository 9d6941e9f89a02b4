// Mails a link to whoever paid a checkout, at the request of the browser that opened it. The claim proves the checkout, so
// nobody types an address: Stripe has it, it is sealed at once, and never shown. A mistyped one shows by a message that
// does not come.
import { mostLinks } from '../core/checkout.ts';
import type { Failure } from '../core/failure.ts';
import type { CheckoutId } from '../core/ids.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import { linkRequestText } from '../core/sealed-request.ts';
import type { CheckoutStore } from '../ports/checkout-store.ts';
import type { Hasher } from '../ports/hasher.ts';
import type { MailQueue } from '../ports/mail-queue.ts';
import type { Payments } from '../ports/payments.ts';
import type { Sealer } from '../ports/seal.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { claimProof } from './new-checkout.ts';

export interface SendOwnLinkNeeds {
  readonly checkouts: Pick<CheckoutStore, 'read' | 'takeLink'>;
  readonly supporters: Pick<SupporterStore, 'read'>;
  readonly payments: Pick<Payments, 'readCheckout'>;
  readonly sealer: Sealer;
  readonly mail: MailQueue;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export interface OwnLinkInput {
  readonly checkout: CheckoutId | null;
  readonly secret: string | null;
  readonly locale: string | null;
}

/** Answers the link's id, as `requestLink` does: with the code from the message it opens the link. */
export async function sendOwnLink(
  needs: SendOwnLinkNeeds,
  { checkout, secret, locale }: OwnLinkInput,
): Promise<Result<{ readonly link: string }, Failure>> {
  const held = checkout === null ? null : await needs.checkouts.read(checkout, needs.clock.now());
  if (held === null || secret === null || claimProof(needs.hasher, held, secret) === null) return refused;
  if (held.customer === null) return fail({ kind: 'checkout-open' });
  const [truth, supporter] = [
    await needs.payments.readCheckout(held.session),
    await needs.supporters.read(held.customer),
  ];
  // "Forget all browsers" ends claims too, and an erased supporter is nobody's.
  if (supporter !== null && (supporter.isErased || supporter.generation > 0)) return refused;
  if (held.links >= mostLinks || !(await needs.checkouts.takeLink(held.id))) return fail({ kind: 'links-used-up' });
  const id = needs.chance.token(16);
  if (truth.email !== null) {
    const sealed = await needs.sealer.seal(linkRequestText({ email: truth.email, purpose: 'portal', locale }), id);
    await needs.mail.send({ id, sealed });
  }
  needs.log.write('link-requested', {});
  return succeed({ link: id });
}

/** A wrong secret, an ended claim and an unknown checkout answer alike. */
const refused: Result<never, Failure> = fail({ kind: 'checkout-unknown' });
