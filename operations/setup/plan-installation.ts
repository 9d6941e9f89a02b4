// Says which installation this is on its Stripe account, and which others have left something there. Setup changes nothing of
// theirs; objects from before installations had ids need a word of the operator.
import { idBeforeIds, ownerOf } from '../../shared/core/installation.ts';
import type { AccountNeeds } from '../account/account-needs.ts';
import type { Finding } from '../terminal/finding.ts';

const about = 'Installation';

export async function planInstallation({ stripe, target }: AccountNeeds): Promise<Finding> {
  const { installation } = target;
  const endpoints = await stripe.webhookEndpoints.list({ limit: 100 });
  const portals = await stripe.billingPortal.configurations.list({ limit: 100 });
  const marks = [...endpoints.data, ...portals.data].map(({ metadata }) => metadata?.['mainstay']);
  const others = marks.filter((mark) => ownerOf(installation, mark) === 'another installation');
  const named = [...new Set(others)].filter((mark) => mark !== idBeforeIds);
  const beside = named.length === 0 ? '' : `; others on this account: ${named.map((each) => `"${each}"`).join(', ')}`;
  const is = `"${installation.id}"${beside}`;
  if (!others.includes(idBeforeIds)) return { about, state: 'ok', is };
  return {
    about,
    state: 'notice',
    is: `${is}; one from before ids is there too, and nothing of it is touched`,
    remedy: `if that was this one, name it in mainstay.config.ts: installation.formerIds: ['${idBeforeIds}']`,
  };
}
