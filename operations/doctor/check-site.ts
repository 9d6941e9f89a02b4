// Checks that the API answers, that it is reached under the site's own host, and that this machine's clock is right. Under
// another host Safari keeps cookies for at most seven days, so a supporter who reads less often sees the banner again.
import { systemClock } from '../../shared/adapters/node/system.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';
import { type Reach, reached } from './reach.ts';

const healthPath = '/v1/health';
/** Stripe's signatures are valid for five minutes, so a clock that is more than one minute wrong will soon break them. */
const mostSkewSeconds = 60;

export async function checkSite({
  target,
  reach,
}: {
  target: DeployTarget;
  reach: Reach;
}): Promise<readonly Finding[]> {
  const health = await reached(reach, `${target.apiUrl}${healthPath}`);
  return [checkHealth(target, health), await checkHost(target, reach), checkClock(health, systemClock.now())];
}

function checkHealth({ apiUrl }: DeployTarget, health: Response | null): Finding {
  const about = 'API';
  if (health?.status === 200) return { about, state: 'ok', is: `answers at ${apiUrl}` };
  const is = health === null ? `${apiUrl} cannot be reached` : `${apiUrl}${healthPath} answers ${health.status}`;
  return {
    about,
    state: 'problem',
    is,
    remedy: 'check the host name, the certificate, and the log of the function `offer`',
  };
}

async function checkHost({ apiUrl, site }: DeployTarget, reach: Reach): Promise<Finding> {
  const about = "Site's own host";
  if (new URL(apiUrl).origin === new URL(site).origin)
    return { about, state: 'ok', is: `the API answers under ${site}` };
  const own = await reached(reach, `${site}${healthPath}`);
  if (own?.status === 200) return { about, state: 'ok', is: `the API is reached through ${site}` };
  return {
    about,
    state: 'notice',
    is: `the API answers under another host, ${new URL(apiUrl).host}`,
    remedy: 'let the site’s CDN forward /v1: under another host Safari keeps cookies for at most 7 days',
  };
}

function checkClock(health: Response | null, now: number): Finding {
  const about = 'Clock';
  const serverTime = Date.parse(health?.headers.get('date') ?? '');
  if (Number.isNaN(serverTime)) return { about, state: 'notice', is: 'the API sent no date to compare with' };
  const seconds = Math.round(Math.abs(now - serverTime) / 1000);
  if (seconds <= mostSkewSeconds) return { about, state: 'ok', is: `within ${Math.max(1, seconds)} s of the API's` };
  const is = `the clocks of this machine and the API differ by ${seconds} s`;
  return { about, state: 'problem', is, remedy: 'set the clock (NTP): signatures are valid for five minutes' };
}
