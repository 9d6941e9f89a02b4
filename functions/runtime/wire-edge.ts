// The CDN before the HTTP functions, where the deploy names its secret. Without one the functions answer whoever calls, as on one
// machine.
import { settings } from '#settings';
import type { Config } from './config.ts';
import type { Edge } from './passage.ts';
import { parseOriginSecrets } from './secret-shapes.ts';
import type { OpenSecret } from './wire-secrets.ts';

export function wireEdge({ ORIGIN_SECRET: name }: Config, secrets: () => OpenSecret): Edge | undefined {
  if (name === undefined) return undefined;
  const { secretHeader, addressHeader } = settings.edge;
  return { secrets: secrets()(name, parseOriginSecrets), secretHeader, addressHeader };
}
