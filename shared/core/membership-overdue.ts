// Whether something should have been heard of a membership by now: it was to renew or to end, and by what we hold it did
// neither.
import { type Membership, membershipStatuses } from './membership.ts';
import type { Instant } from './time.ts';

/** After these Stripe asks for no more money and nothing more comes. */
const ended: readonly Membership['status'][] = ['canceled', 'incomplete_expired'];
export const runningStatuses = membershipStatuses.filter((status) => !ended.includes(status));

export const isOverdue = ({ status, renewsAt, endsAt }: Membership, due: Instant): boolean =>
  runningStatuses.includes(status) && ((renewsAt !== null && renewsAt < due) || (endsAt !== null && endsAt < due));
