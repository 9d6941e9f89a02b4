// Whether the API answers, and under the site's own host: on another, Safari keeps its cookies for seven days at most, and
// a supporter who reads once a fortnight would see the banner again. And whether this machine's clock can be believed.

import { systemClock } from '../../shared/adapters/node/system.ts';
import type { DeployTarget } from '../stage/deploy-target.ts';
import type { Finding } from '../terminal/finding.ts';
import { type Reach, reached } from './reach.ts';

const healthPath = '/v1/health';
/** Stripe's signatures are good for five minutes: beyond one, a clock is on its way to being the reason. */
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
  if (health?.status === 200) return { about, state: 'well', is: `answers at ${apiUrl}` };
  const is = health === null ? `${apiUrl} cannot be reached` : `${apiUrl}${healthPath} answers ${health.status}`;
  return {
    about,
    state: 'hurts',
    is,
    remedy: 'look at the host name, the certificate, and the log of the function offer',
  };
}

async function checkHost({ apiUrl, site }: DeployTarget, reach: Reach): Promise<Finding> {
  const about = "Site's own host";
  if (new URL(apiUrl).origin === new URL(site).origin)
    return { about, state: 'well', is: `the API lives under ${site}` };
  const own = await reached(reach, `${site}${healthPath}`);
  if (own?.status === 200) return { about, state: 'well', is: `the API is reached through ${site}` };
  return {
    about,
    state: 'look',
    is: `the API lives elsewhere (${new URL(apiUrl).host}): second class`,
    remedy: `let the site's CDN pass /v1 on: elsewhere Safari keeps cookies for 7 days at most`,
  };
}

function checkClock(health: Response | null, now: number): Finding {
  const about = 'Clock';
  const told = Date.parse(health?.headers.get('date') ?? '');
  if (Number.isNaN(told)) return { about, state: 'look', is: 'nobody told the time to compare with' };
  const seconds = Math.round(Math.abs(now - told) / 1000);
  if (seconds <= mostSkewSeconds) return { about, state: 'well', is: `within ${Math.max(1, seconds)} s of the API's` };
  const is = `this machine is ${seconds} s away from the API`;
  return { about, state: 'hurts', is, remedy: 'set the clock (NTP): signatures are good for five minutes' };
}
