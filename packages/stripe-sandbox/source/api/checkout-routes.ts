// Checkout sessions and the billing portal.
import { createSession } from '../checkout/create-session.ts';
import { expireSession } from '../checkout/expire-session.ts';
import { lineItemList } from '../checkout/session.ts';
import { updateSession } from '../checkout/update-session.ts';
import { createConfiguration, defaultConfiguration, updateConfiguration } from '../portal/configuration.ts';
import { createPortalSession } from '../portal/portal-session.ts';
import { nothing, onlyPages } from '../request/payment-parameters.ts';
import {
  configurationCreate,
  configurationList,
  configurationUpdate,
  portalCreate,
} from '../request/portal-parameters.ts';
import { sessionCreate, sessionList, sessionUpdate } from '../request/session-parameters.ts';
import { listSessions } from '../world/list.ts';
import { retrieveConfiguration, retrieveSession } from '../world/retrieve.ts';
import { newestFirst } from '../world/rows.ts';
import { listRoute, type Route, route } from './route.ts';

export const checkoutRoutes: readonly Route[] = [
  route('POST', '/v1/checkout/sessions', sessionCreate, createSession),
  listRoute('/v1/checkout/sessions', sessionList, listSessions),
  route('GET', '/v1/checkout/sessions/:id', nothing, (world, _, id) => retrieveSession(world, id)),
  route('POST', '/v1/checkout/sessions/:id', sessionUpdate, (world, wanted, id) => updateSession(world, id, wanted)),
  route('POST', '/v1/checkout/sessions/:id/expire', nothing, (world, _, id) => expireSession(world, id)),
  listRoute(
    '/v1/checkout/sessions/:id/line_items',
    onlyPages,
    (world, _, id) => lineItemList(world, retrieveSession(world, id).id).data,
  ),
  route('POST', '/v1/billing_portal/sessions', portalCreate, createPortalSession),
  route('POST', '/v1/billing_portal/configurations', configurationCreate, createConfiguration),
  listRoute('/v1/billing_portal/configurations', configurationList, (world, { active, is_default }) => {
    defaultConfiguration(world);
    return newestFirst(world.portalConfigurations).filter(
      (row) =>
        (active === undefined || row.active === active) && (is_default === undefined || row.is_default === is_default),
    );
  }),
  route('GET', '/v1/billing_portal/configurations/:id', nothing, (world, _, id) => retrieveConfiguration(world, id)),
  route('POST', '/v1/billing_portal/configurations/:id', configurationUpdate, (world, wanted, id) =>
    updateConfiguration(world, id, wanted),
  ),
];
