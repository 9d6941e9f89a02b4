// Events and the endpoints that get them.
import {
  endpointCreate,
  endpointUpdate,
  eventList,
  nothing,
  nothingAtAll,
  onlyPages,
} from '../request/payment-parameters.ts';
import { createEndpoint, deleteEndpoint, updateEndpoint } from '../webhooks/endpoints.ts';
import { listEvents } from '../world/list.ts';
import { retrieveEndpoint, retrieveEvent } from '../world/retrieve.ts';
import { newestFirst } from '../world/rows.ts';
import { listRoute, type Route, route } from './route.ts';

export const eventRoutes: readonly Route[] = [
  listRoute('/v1/events', eventList, listEvents),
  route('GET', '/v1/events/:id', nothing, (world, _, id) => retrieveEvent(world, id)),
  route('POST', '/v1/webhook_endpoints', endpointCreate, (world, wanted) => createEndpoint(world, wanted)),
  listRoute('/v1/webhook_endpoints', onlyPages, (world) => newestFirst(world.webhookEndpoints)),
  route('GET', '/v1/webhook_endpoints/:id', nothing, (world, _, id) => retrieveEndpoint(world, id)),
  route('POST', '/v1/webhook_endpoints/:id', endpointUpdate, (world, wanted, id) => updateEndpoint(world, id, wanted)),
  route('DELETE', '/v1/webhook_endpoints/:id', nothingAtAll, (world, _, id) => deleteEndpoint(world, id)),
];
