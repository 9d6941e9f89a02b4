// Checks that the site's pages are served. A CloudFront function that fails answers 503 for every page while the API, which it
// does not stand before, answers 200. One request carries a pass that nobody signed, so that the function verifies it.
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';
import { type Reach, reached } from './reach.ts';

export interface PageNeeds {
  readonly target: Pick<DeployTarget, 'site'>;
  readonly reach: Reach;
  readonly passCookie: string;
  readonly paths: readonly string[];
  /** False if nothing stands before the API: the site may then not exist yet. */
  readonly isFronted: boolean;
}
const about = "Site's pages";
const forgedPass = 'v1.k1.0.m.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

export async function checkPage(needs: PageNeeds): Promise<readonly Finding[]> {
  const { target, reach, passCookie, paths } = needs;
  const requested = await Promise.all(
    paths.flatMap((path) =>
      [{}, { cookie: `${passCookie}=${forgedPass}` }].map(async (headers) => ({
        page: `${target.site}${path}`,
        answer: await reached(reach, `${target.site}${path}`, { headers }),
      })),
    ),
  );
  const failed = requested.find(({ answer }) => answer === null || answer.status >= 400);
  if (failed === undefined) return [{ about, state: 'ok', is: `${paths.join(', ')} are served` }];
  return [problemOf(failed.page, failed.answer, needs)];
}

function problemOf(page: string, answer: Response | null, { isFronted, target }: PageNeeds): Finding {
  if (answer === null) {
    const is = `${page} cannot be reached`;
    if (isFronted) return { about, state: 'problem', is, remedy: 'point the DNS of the site to the output SiteTarget' };
    return {
      about,
      state: 'notice',
      is,
      remedy: `readers come back from Stripe to ${target.site}: serve it before anybody gives`,
    };
  }
  const is = `${page} answers ${answer.status}`;
  if (answer.status < 500)
    return {
      about,
      state: 'problem',
      is,
      remedy: 'serve this page, or correct its path under `newsroom` in mainstay.config.ts',
    };
  const remedy =
    isFronted && answer.headers.get('x-cache')?.startsWith('FunctionExecutionError')
      ? 'the CloudFront function fails: docs/operations.md, "Before the DNS moves", says how to test it'
      : 'check where the pages come from (`pagesFrom`), and the CloudFront function: docs/operations.md, "Before the DNS moves"';
  return { about, state: 'problem', is, remedy };
}
