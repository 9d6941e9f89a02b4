// Webhook endpoints: which of them gets which events. The signing secret is shown once, when the endpoint is created.
import type { EndpointCreate, EndpointUpdate } from '../request/payment-parameters.ts';
import { mergeMetadata } from '../request/scalars.ts';
import { mintId } from '../world/ids.ts';
import { refuse } from '../world/refusal.ts';
import { add, change, find } from '../world/rows.ts';
import type { WebhookEndpoint } from '../world/wire.ts';
import { secondsNow, type World } from '../world/world.ts';

export function createEndpoint(world: World, wanted: EndpointCreate, secret?: string): WebhookEndpoint {
  if (!/^https?:\/\//.test(wanted.url))
    refuse('Invalid URL: an explicit scheme must be provided.', { code: 'url_invalid', param: 'url' });
  const endpoint = add<WebhookEndpoint>(world.webhookEndpoints, {
    id: mintId(world, 'we_1', 23),
    object: 'webhook_endpoint',
    api_version: wanted.api_version ?? null,
    application: null,
    created: secondsNow(world),
    description: wanted.description ?? null,
    enabled_events: wanted.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, wanted.metadata),
    status: 'enabled',
    url: wanted.url,
  });
  const signing = secret ?? mintId(world, 'whsec_', 32);
  world.endpointSecrets.set(endpoint.id, signing);
  return { ...endpoint, secret: signing };
}

export function updateEndpoint(world: World, id: string, wanted: EndpointUpdate): WebhookEndpoint {
  const before = find(world.webhookEndpoints, id, 'webhook endpoint');
  return change(world.webhookEndpoints, before, {
    description: wanted.description === undefined ? before.description : wanted.description,
    enabled_events: wanted.enabled_events ?? before.enabled_events,
    metadata: mergeMetadata(before.metadata, wanted.metadata),
    status: wanted.disabled === undefined ? before.status : wanted.disabled ? 'disabled' : 'enabled',
    url: wanted.url ?? before.url,
  });
}

export function deleteEndpoint(world: World, id: string): { id: string; object: string; deleted: true } {
  const { id: gone } = find(world.webhookEndpoints, id, 'webhook endpoint');
  world.webhookEndpoints.delete(gone);
  world.endpointSecrets.delete(gone);
  return { id: gone, object: 'webhook_endpoint', deleted: true };
}
