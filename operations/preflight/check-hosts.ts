// Checks the host names of a stage before the deploy: no other CloudFront distribution has them as aliases, which makes the
// create fail, and where their DNS is kept. A distribution of another account is not listed, but its answers show it.
import { type DistributionSummary, paginateListDistributions } from '@aws-sdk/client-cloudfront';
import { paginateListHostedZones } from '@aws-sdk/client-route-53';
import { reached } from '../doctor/reach.ts';
import type { Finding } from '../terminal/finding.ts';
import { covers } from './check-certificates.ts';
import { cloudFront, type PreflightNeeds, route53, siteHostsOf } from './preflight-needs.ts';

export async function checkAliases(needs: PreflightNeeds): Promise<readonly Finding[]> {
  const about = 'CloudFront aliases';
  const { front } = needs.stage;
  if (front.kind !== 'cloudfront') return [{ about, state: 'ok', is: 'this stage needs none' }];
  if (front.areHostsElsewhere) return [{ about, state: 'ok', is: 'this deploy claims none (areHostsElsewhere)' }];
  const client = cloudFront();
  try {
    const listed: DistributionSummary[] = [];
    for await (const { DistributionList } of paginateListDistributions({ client }, {})) {
      listed.push(...(DistributionList?.Items ?? []));
    }
    return await Promise.all(siteHostsOf(needs).map((host) => checkAlias(host, listed, needs)));
  } finally {
    client.destroy();
  }
}

async function checkAlias(
  host: string,
  listed: readonly DistributionSummary[],
  needs: PreflightNeeds,
): Promise<Finding> {
  const about = 'CloudFront aliases';
  const holder = listed.find(({ Aliases }) => Aliases?.Items?.some((alias) => covers(alias, host)));
  if (holder?.Comment?.startsWith(`Mainstay, stage ${needs.name},`)) {
    return { about, state: 'ok', is: `${host} belongs to this stage's distribution` };
  }
  if (holder !== undefined) {
    const is = `${host} is an alias of distribution ${holder.Id}, so the deploy would fail and roll back`;
    return { about, state: 'problem', is, remedy: moveIt(host) };
  }
  const answer = await reached(needs.reach, `https://${host}/`);
  if (answer?.headers.has('x-amz-cf-id')) {
    const is = `${host} is served by CloudFront, by a distribution that this account does not list`;
    return { about, state: 'problem', is, remedy: letGo(host) };
  }
  return { about, state: 'ok', is: `${host} is free` };
}

const later = 'set front.areHostsElsewhere: true and deploy; then';
/** Between distributions of one account. */
const moveIt = (host: string): string =>
  `${later} move it without a gap: aws cloudfront associate-alias --alias ${host} --target-distribution-id <the new one>`;
const letGo = (host: string): string =>
  `${later} have ${host} removed from that distribution, take areHostsElsewhere out, and deploy again`;

export async function checkZones(needs: PreflightNeeds): Promise<readonly Finding[]> {
  const client = route53();
  try {
    const zones: string[] = [];
    for await (const { HostedZones = [] } of paginateListHostedZones({ client }, {})) {
      zones.push(
        ...HostedZones.flatMap(({ Name, Config }) => (Name === undefined || Config?.PrivateZone ? [] : [Name])),
      );
    }
    const { apiHost, stripeHost } = needs.stage;
    const own = [apiHost, stripeHost].flatMap((each) => each?.name ?? []);
    return [...siteHostsOf(needs), ...own].map((host) =>
      zoneFinding(
        host,
        zones.map((each) => each.replace(/\.$/, '')),
      ),
    );
  } finally {
    client.destroy();
  }
}

function zoneFinding(host: string, zones: readonly string[]): Finding {
  const about = 'DNS';
  const [zone] = zones
    .filter((each) => host === each || host.endsWith(`.${each}`))
    .toSorted((one, other) => other.length - one.length);
  if (zone === host) return { about, state: 'ok', is: `${host} is the apex of a hosted zone: make it an ALIAS record` };
  if (zone !== undefined) return { about, state: 'ok', is: `${host} is in the hosted zone ${zone}` };
  const remedy =
    'set its records at your DNS provider by hand; an apex (no subdomain) needs ALIAS or ANAME there, for a CNAME is not allowed';
  return { about, state: 'notice', is: `no hosted zone of this account holds ${host}`, remedy };
}
