// The environment of a function: a wrong deploy gives one sentence that names the variable and no value.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig, required } from '../../functions/runtime/config.ts';

const fine = {
  STAGE: 'test',
  MODE: 'test',
  SITE_ORIGINS: 'https://meridian.example,https://www.meridian.example',
  API_URL: 'https://meridian.example/',
};
beforeEach(() => {
  for (const [name, value] of Object.entries(fine)) vi.stubEnv(name, value);
  for (const name of ['TABLE', 'SYNC_QUEUE_URL', 'STRIPE_SECRET', 'STRIPE_API_URL']) vi.stubEnv(name, undefined);
});
afterEach(() => void vi.unstubAllEnvs());

describe('an environment', () => {
  test('is read, with separate origins and the API without its last slash', () =>
    expect(readConfig()).toMatchObject({
      MODE: 'test',
      SITE_ORIGINS: ['https://meridian.example', 'https://www.meridian.example'],
      API_URL: 'https://meridian.example',
    }));
  test.each([
    ['MODE', undefined],
    ['MODE', 'sandbox'],
    ['SITE_ORIGINS', ''],
    ['API_URL', undefined],
    ['TABLE', ''],
    ['STRIPE_API_URL', 'localhost'],
    ['CAPTCHA', 'off'],
  ])('with %s as %j is refused by that name', (name, value) => {
    vi.stubEnv(name, value);
    expect(readConfig).toThrow(new Error(`the environment is not valid: ${name}`));
  });
  test('that is wrong in several places names them all, and no value', () => {
    vi.stubEnv('MODE', 'canary');
    vi.stubEnv('STRIPE_API_URL', 'canary');
    expect(readConfig).toThrow(/^the environment is not valid: MODE, STRIPE_API_URL$/);
  });
});

test('a missing variable that a function needs is named', () => {
  vi.stubEnv('TABLE', 'the-table');
  const config = readConfig();
  expect(required(config, 'TABLE')).toBe('the-table');
  expect(() => required(config, 'SYNC_QUEUE_URL')).toThrow('the environment lacks SYNC_QUEUE_URL');
});
