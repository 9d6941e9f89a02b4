// POST /v1/memberships/{membership}/checkouts: the address of Checkout for another amount; the membership ends once it is paid.
import { type ReplaceMembershipNeeds, replaceMembership } from '../../shared/actions/replace-membership.ts';
import { routes } from '../../shared/api/routes.ts';
import { parseMembershipId } from '../../shared/core/ids.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { isoOf } from '../../shared/core/time.ts';
import { attemptKeyIn } from '../runtime/attempt-key.ts';
import { type CookieNames, claimCookie, claimIn, claimOnceOpened, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';

export const replaceMembershipRoute = (needs: ReplaceMembershipNeeds & { readonly cookies: CookieNames }) =>
  answering(
    'replaceMembership',
    routes.replaceMembership,
    async ({ params, body, cookies, header, caller, country }) => {
      const attemptKey = attemptKeyIn(header);
      if (!attemptKey.ok) return attemptKey;
      const opened = await replaceMembership(needs, {
        device: deviceIn(cookies, needs.cookies, needs.hasher),
        membership: parseMembershipId(params['membership'] ?? ''),
        amountMinor: body.amountMinor,
        frequency: body.frequency ?? null,
        returnUrl: body.returnUrl,
        locale: body.locale ?? null,
        source: null,
        claimSecret: claimIn(cookies, needs.cookies)?.secret ?? null,
        attemptKey: attemptKey.value,
        caller,
        country,
      });
      if (!opened.ok) return fail({ failure: opened.failure });
      const { checkout, url, expiresAt } = opened.value;
      return succeed({
        status: 201,
        body: { checkoutId: checkout, url, expiresAt: isoOf(expiresAt) },
        cookies: [claimCookie(needs.cookies, claimOnceOpened(cookies, needs.cookies, opened.value))],
      });
    },
  );
