// PATCH /v1/memberships/{membership}: another amount from the next period on.
import { type ChangeMembershipNeeds, changeMembership } from '../../shared/actions/change-membership.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseMembershipId } from '../../shared/core/ids.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { attemptKeyIn } from '../runtime/attempt-key.ts';
import { type CookieNames, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { membershipBody } from './membership-body.ts';

export const changeMembershipRoute = (needs: ChangeMembershipNeeds & { readonly cookies: CookieNames }) =>
  answering('changeMembership', routes.changeMembership, async ({ params, body, cookies, header }) => {
    const attemptKey = attemptKeyIn(header);
    if (!attemptKey.ok) return attemptKey;
    const changed = await changeMembership(needs, {
      device: deviceIn(cookies, needs.cookies, needs.hasher),
      membership: parseMembershipId(params['membership'] ?? ''),
      amountMinor: body.amountMinor,
      attemptKey: attemptKey.value,
    });
    return changed.ok
      ? succeed({ status: 200, body: membershipBody(changed.value) })
      : fail({ failure: changed.failure });
  });
