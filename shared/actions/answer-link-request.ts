// Answers a request for a link, behind the queue: opens the seal, looks who gave under the address, and writes to it. Where
// nobody did no message is sent, but everything else is done the same, including the row of the link. The way a known id is
// refused must not show whether anybody gave under the address. One message leaves in a quarter of an hour, and the code in it
// opens the link of every request of that time: so nobody keeps a reader's link away by asking before them.
import { mostHoldings } from '../core/device.ts';
import type { CustomerId } from '../core/ids.ts';
import { codeOf, endOfLink, type Link, type LinkPurpose, mostCodeTries, tokenOf, windowOf } from '../core/link.ts';
import { linkMessage } from '../core/link-message.ts';
import { inLinkOrder } from '../core/link-order.ts';
import { parseLinkRequestText } from '../core/sealed-request.ts';
import type { StandingPolicy } from '../core/standing-policy.ts';
import type { EmailHash, EmailHasher, Hasher, LinkCodes } from '../ports/hasher.ts';
import type { LinkStore } from '../ports/link-store.ts';
import type { MailRequest } from '../ports/mail-queue.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { ReminderStore } from '../ports/reminder-store.ts';
import type { Opener } from '../ports/seal.ts';
import type { SupporterStore } from '../ports/supporter-store.ts';
import type { Switches } from '../ports/switches.ts';
import type { Chance, Clock, Log } from '../ports/system.ts';
import { readPointed } from './read-supporters.ts';

export interface AnswerLinkNeeds {
  readonly opener: Opener;
  readonly emails: EmailHasher;
  readonly supporters: Pick<SupporterStore, 'pointedFrom' | 'read'>;
  readonly links: Pick<LinkStore, 'remember' | 'takeMessage'>;
  readonly reminders: Pick<ReminderStore, 'countMessage'>;
  readonly mostLinksADay: number;
  readonly codes: LinkCodes;
  readonly mailer: Mailer;
  readonly switches: Switches;
  readonly policy: StandingPolicy;
  /** Where a supporter's page is: the link leads there. */
  readonly accountPage: string;
  readonly newsroomName: string;
  readonly isDiscreet: boolean;
  readonly hasher: Hasher;
  readonly chance: Chance;
  readonly clock: Clock;
  readonly log: Log;
}
export type LinkAnswered = 'sent' | 'merged' | 'capped' | 'nobody' | 'refused' | 'unreadable' | 'stopped';

export async function answerLinkRequest(needs: AnswerLinkNeeds, request: MailRequest): Promise<LinkAnswered> {
  const outcome = await answer(needs, request);
  // Whether anybody gave under the address is no line of a log.
  needs.log.write('link-answered', outcome === 'stopped' ? { outcome } : {});
  return outcome;
}

async function answer(needs: AnswerLinkNeeds, { id, sealed }: MailRequest): Promise<LinkAnswered> {
  if (await needs.switches.isStopped('mail')) return 'stopped';
  const request = parseLinkRequestText(await needs.opener.open(sealed, id));
  if (request === null) return 'unreadable';
  const now = needs.clock.now();
  const hashes = await needs.emails.hashesOf(request.email);
  const customers = await customersOf(needs, hashes);
  const code = codeOf(await needs.codes.chanceOf(request.email, windowOf(now)));
  const secret = needs.chance.token(32);
  await needs.links.remember(linkOf(needs, { id, secret, code, purpose: request.purpose, customers }));
  const [address] = hashes;
  // For an address that nobody gave under the same work, on a row that is nobody's.
  const counted = customers.length === 0 ? undefined : address;
  const isFirst = await needs.links.takeMessage(counted ?? nobodys(needs), needs.hasher.digest(id), now);
  // Only messages that leave are counted, so invented addresses use up nothing; the work is the same for all.
  const weight = counted !== undefined && isFirst ? 1 : 0;
  const isWithinCap = await needs.reminders.countMessage({ kind: 'links', most: needs.mostLinksADay, weight }, now);
  if (counted === undefined) return 'nobody';
  if (!isFirst) return 'merged';
  if (!isWithinCap) {
    needs.log.write('links-capped', {});
    return 'capped';
  }
  const message = linkMessage({
    url: `${needs.accountPage}#redeem=${tokenOf(id, secret)}`,
    code,
    locale: request.locale,
    newsroomName: needs.isDiscreet ? null : needs.newsroomName,
  });
  const posted = await needs.mailer.send(request.email, message);
  // Back to the queue: half an hour is long for a mail service to be busy.
  if (posted === 'throttled') throw new Error('the mail service is busy');
  return posted === 'bounced' ? 'refused' : posted;
}

async function customersOf(needs: AnswerLinkNeeds, hashes: readonly EmailHash[]): Promise<CustomerId[]> {
  const supporters = await readPointed(needs, hashes);
  // A device holds no more; somebody may have typed this address hundreds of times.
  return inLinkOrder(supporters, needs.clock.now(), needs.policy)
    .slice(0, mostHoldings)
    .map((each) => each.customer);
}

const nobodys = ({ hasher, chance }: AnswerLinkNeeds): EmailHash => ({
  pepper: 'none',
  hash: hasher.digest(chance.token(32)),
});

interface Making {
  readonly id: string;
  readonly secret: string;
  readonly code: string;
  readonly purpose: LinkPurpose;
  readonly customers: readonly CustomerId[];
}
const linkOf = ({ hasher, clock }: AnswerLinkNeeds, { id, secret, code, purpose, customers }: Making): Link => ({
  id: hasher.digest(id),
  token: hasher.digest(secret),
  code: hasher.digest(`${id}.${code}`),
  purpose,
  customers,
  triesLeft: mostCodeTries,
  forgetAt: endOfLink(clock.now()),
});
