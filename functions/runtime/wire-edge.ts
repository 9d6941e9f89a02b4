// The CDN before the HTTP functions, where the deploy names its secret. Without a CDN, as on one machine, the functions answer
// every caller. The secret's header comes from the deploy too: read from the bundled settings, it could differ from the
// header that the CDN sends, and every reader would be refused.
import { settings } from '#settings';
import { type Config, required } from './config.ts';
import type { Edge } from './passage.ts';
import { parseOriginSecrets } from './secret-shapes.ts';
import type { OpenSecret } from './wire-secrets.ts';

export function wireEdge(config: Config, secrets: () => OpenSecret): Edge | undefined {
  const { ORIGIN_SECRET: name } = config;
  if (name === undefined) return undefined;
  return {
    secrets: secrets()(name, parseOriginSecrets),
    secretHeader: required(config, 'ORIGIN_HEADER'),
    addressHeader: settings.edge.addressHeader,
    countryHeader: settings.edge.countryHeader,
  };
}
