// The routes of the sandbox on Hono: the API, the pages people see, and the control plane. Each layer below is thin; what
// happens, happens in the core.
import { Hono } from 'hono';
import { billingRoutes } from './api/billing-routes.ts';
import { checkoutRoutes } from './api/checkout-routes.ts';
import { customerRoutes } from './api/customer-routes.ts';
import { eventRoutes } from './api/event-routes.ts';
import { answer, unknownRoute } from './api/handler.ts';
import { paymentRoutes } from './api/payment-routes.ts';
import type { Route } from './api/route.ts';
import { controlPlane } from './control-plane/control-plane.ts';
import { checkoutPages } from './pages/checkout-pages.ts';
import { invoicePages } from './pages/invoice-pages.ts';
import { portalPages } from './pages/portal-pages.ts';
import type { SandboxServices } from './sandbox-services.ts';

export const apiRoutes: readonly Route[] = [
  ...checkoutRoutes,
  ...customerRoutes,
  ...billingRoutes,
  ...paymentRoutes,
  ...eventRoutes,
];

export function createApp(services: SandboxServices): Hono {
  const app = new Hono();
  for (const route of apiRoutes)
    app.on(route.method, route.path, async (context) => {
      const id = context.req.param('id') ?? '';
      const response = await answer(services.state, services.settle, { route, id, request: context.req.raw });
      services.dispatcher.begin();
      return response;
    });
  app.route('/_sandbox', controlPlane(services));
  app.route('/', checkoutPages(services));
  app.route('/', portalPages(services));
  app.route('/', invoicePages(services));
  app.notFound((context) => unknownRoute(services.state, context.req.raw));
  return app;
}
