// The billing portal: memberships with what they cost and when they go on, cancelling and taking it back, the card,
// invoices. Its link is a secret that dies of age; everything else is plain forms.
import { type Context, Hono } from 'hono';
import { isLive } from '../billing/subscription.ts';
import {
  cancelInPortal,
  membershipOf,
  openPortal,
  renewInPortal,
  updateCardInPortal,
} from '../portal/portal-session.ts';
import type { SandboxServices } from '../sandbox-services.ts';
import { listInvoices } from '../world/list.ts';
import { refusalIn } from '../world/refusal.ts';
import { newestFirst } from '../world/rows.ts';
import type { PortalSession } from '../world/wire.ts';
import { page, plainPage } from './layout.ts';
import { cancelQuestion, cardPage, portalPage } from './portal-page.ts';

export function portalPages(services: SandboxServices): Hono {
  const pages = new Hono();
  const at = (path: string, method: 'GET' | 'POST', run: (portal: Portal) => Response | Promise<Response>) =>
    pages.on(method, path, async (context) => {
      services.settle();
      const { world } = services.state;
      const secret = context.req.param('secret') ?? '';
      const session = openPortal(world, secret);
      if (session === undefined)
        return context.html(plainPage('This link has expired', 'Open the portal again from the site.'), 410);
      try {
        return await run({ context, session, secret, id: context.req.param('id') ?? '' });
      } catch (thrown) {
        const refusal = refusalIn(thrown);
        if (refusal === undefined) throw thrown;
        const back = { href: `/p/session/${secret}`, text: 'Back' };
        return context.html(plainPage('That is not possible', refusal.error.message, back), 400);
      } finally {
        services.dispatcher.begin();
      }
    });
  at('/p/session/:secret', 'GET', (portal) => home(services, portal));
  at('/p/session/:secret/memberships/:id/cancel', 'GET', ({ context, session, secret, id }) =>
    context.html(page('Cancel membership', cancelQuestion(secret, membershipOf(services.state.world, session, id)))),
  );
  at('/p/session/:secret/memberships/:id/cancel', 'POST', (portal) => {
    cancelInPortal(services.state.world, portal.session, portal.id);
    return done(portal);
  });
  at('/p/session/:secret/memberships/:id/renew', 'POST', (portal) => {
    renewInPortal(services.state.world, portal.session, portal.id);
    return backHome(portal);
  });
  at('/p/session/:secret/card', 'POST', async (portal) => {
    const card = String((await portal.context.req.formData()).get('card'));
    updateCardInPortal(services.state.world, portal.session, card === 'bad' ? 'bad-card' : 'good-card');
    return portal.session.flow?.type === 'payment_method_update' ? done(portal) : backHome(portal);
  });
  return pages;
}

interface Portal {
  readonly context: Context;
  readonly session: PortalSession;
  readonly secret: string;
  readonly id: string;
}

/** A flow leads straight to its one page; without one the portal's own page is shown. */
function home(
  { state: { world } }: SandboxServices,
  { context, session, secret }: Portal,
): Response | Promise<Response> {
  const { flow } = session;
  if (flow?.type === 'subscription_cancel' && context.req.query('home') === undefined)
    return context.redirect(`/p/session/${secret}/memberships/${flow.subscription_cancel?.subscription}/cancel`, 303);
  if (flow?.type === 'payment_method_update' && context.req.query('home') === undefined)
    return context.html(page('Your card', cardPage({ session, secret })));
  const memberships = newestFirst(world.subscriptions).filter(
    (row) => row.customer === session.customer && isLive(row),
  );
  const invoices = listInvoices(world, { customer: session.customer }).slice(0, 24);
  const features = world.portalConfigurations.get(`${session.configuration}`)?.features;
  return context.html(
    page(
      'Your membership',
      portalPage({ session, secret, memberships, invoices, features, name: world.settings.accountName }),
    ),
  );
}

function done(portal: Portal): Response | Promise<Response> {
  const after = portal.session.flow?.after_completion;
  if (after?.type === 'redirect' && after.redirect !== null)
    return portal.context.redirect(after.redirect.return_url, 303);
  if (after?.type === 'hosted_confirmation') {
    const way =
      portal.session.return_url === null ? undefined : { href: portal.session.return_url, text: 'Return to site' };
    return portal.context.html(
      plainPage('Done', after.hosted_confirmation?.custom_message ?? 'Your change was made.', way),
    );
  }
  return backHome(portal);
}

const backHome = ({ context, secret }: Portal): Response => context.redirect(`/p/session/${secret}?home`, 303);
