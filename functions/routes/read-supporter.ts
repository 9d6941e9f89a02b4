// GET /v1/supporter: everything stored about the supporters this browser claimed; a field outside the schema cannot leave.
import { type ReadSupporterNeeds, readSupporter } from '../../shared/actions/read-supporter.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import type { Hasher } from '../../shared/ports/hasher.ts';
import { type CookieNames, deviceIn } from '../runtime/cookies.ts';
import { answering } from '../runtime/http-handler.ts';
import { supporterBody } from './supporter-body.ts';

export const readSupporterRoute = (
  needs: ReadSupporterNeeds & { readonly cookies: CookieNames; readonly hasher: Hasher },
) =>
  answering('readSupporter', routes.readSupporter, async ({ cookies }) => {
    const read = await readSupporter(needs, { device: deviceIn(cookies, needs.cookies, needs.hasher) });
    // Only GET /v1/standing deletes useless cookies: here they may belong to a grant.
    return read.ok ? succeed({ status: 200, body: supporterBody(read.value) }) : fail({ failure: read.failure });
  });
