// The CDN as the deploy describes it: the secret's header is the one in the environment, whatever the settings say.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import type { Config } from '../../functions/runtime/config.ts';
import { wireEdge } from '../../functions/runtime/wire-edge.ts';
import { wireSecrets } from '../../functions/runtime/wire-secrets.ts';

const config = (more: Partial<Config>): Config => ({
  STAGE: 'test',
  MODE: 'test',
  SITE_ORIGINS: ['https://meridian.example'],
  API_URL: 'https://meridian.example',
  ...more,
});

test('without a secret there is no CDN', () => expect(wireEdge(config({}), wireSecrets)).toBeUndefined());
test('the header of the secret is the one that the deploy names', () => {
  const edge = wireEdge(config({ ORIGIN_SECRET: 'origin', ORIGIN_HEADER: 'x-deployed' }), wireSecrets);
  expect(edge?.secretHeader).toBe('x-deployed');
  expect(settings.edge.secretHeader).not.toBe('x-deployed');
});
test('a secret without its header closes the function', () =>
  expect(() => wireEdge(config({ ORIGIN_SECRET: 'origin' }), wireSecrets)).toThrow(
    'the environment lacks ORIGIN_HEADER',
  ));
