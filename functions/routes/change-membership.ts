// PATCH /v1/memberships/{membership}: another amount from the next period on, a pause, or the end of one that rests.
import { type ChangeMembershipNeeds, changeMembership } from '../../shared/actions/change-membership.ts';
import { type EndMembershipNeeds, endMembership } from '../../shared/actions/end-membership.ts';
import { type PauseMembershipNeeds, pauseMembership } from '../../shared/actions/pause-membership.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseMembershipId } from '../../shared/core/ids.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { attemptKeyIn } from '../runtime/attempt-key.ts';
import { type CookieNames, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { membershipBody } from './membership-body.ts';

export type MembershipNeeds = ChangeMembershipNeeds & PauseMembershipNeeds & EndMembershipNeeds;

export const changeMembershipRoute = (needs: MembershipNeeds & { readonly cookies: CookieNames }) =>
  answering('changeMembership', routes.changeMembership, async ({ params, body, cookies, header }) => {
    const attemptKey = attemptKeyIn(header);
    if (!attemptKey.ok) return attemptKey;
    const named = {
      device: deviceIn(cookies, needs.cookies, needs.hasher),
      membership: parseMembershipId(params['membership'] ?? ''),
      attemptKey: attemptKey.value,
    };
    const changed = await ('amountMinor' in body
      ? changeMembership(needs, { ...named, amountMinor: body.amountMinor })
      : 'pauseMonths' in body
        ? pauseMembership(needs, { ...named, months: body.pauseMonths })
        : endMembership(needs, named));
    return changed.ok
      ? succeed({ status: 200, body: membershipBody(changed.value) })
      : fail({ failure: changed.failure });
  });
