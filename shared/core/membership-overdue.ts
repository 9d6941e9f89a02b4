// Whether something should have been heard of a membership by now: it was to renew or to end, and by what we hold it did
// neither.
import { hasEnded, type Membership } from './membership.ts';
import type { Instant } from './time.ts';

export const isOverdue = ({ status, renewsAt, endsAt }: Membership, due: Instant): boolean =>
  !hasEnded(status) && ((renewsAt !== null && renewsAt < due) || (endsAt !== null && endsAt < due));
