// The description is good enough to build against: a client made from what the running API says of itself compiles, and
// drives that API. A wrong use of it does not compile.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type LocalEnvironment, startEnvironment } from '../../local/environment/environment.ts';

vi.spyOn(console, 'log').mockImplementation(() => undefined);
const root = join(import.meta.dirname, '..', '..');
// Inside the project, so that packages are found.
const folder = join(root, 'node_modules', '.cache', `openapi-client-${process.pid}`);
let environment: LocalEnvironment;
beforeAll(async () => {
  environment = await startEnvironment({ port: 0, stateDir: null, stripe: 'sandbox', memory: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const nodes = await openapiTypescript(new URL(`${environment.site}/v1/openapi.json`));
  writeFileSync(join(folder, 'api.ts'), astToString(nodes));
});
afterAll(async () => {
  await environment.stop();
  rmSync(folder, { recursive: true, force: true });
});

function compile(program: string, name: string): string {
  writeFileSync(join(folder, name), program);
  const options = ['--strict', '--skipLibCheck', '--target', 'es2024', '--rewriteRelativeImportExtensions'];
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--lib', 'es2024,dom', '--types', 'node'];
  const compiler = join(root, 'node_modules', 'ts7', 'bin', 'tsc');
  try {
    return execFileSync(process.execPath, [compiler, ...options, ...modules, '--ignoreConfig', join(folder, name)], {
      encoding: 'utf8',
    });
  } catch (error) {
    return String(error instanceof Object && 'stdout' in error ? error.stdout : error);
  }
}

const program = (site: string): string => `import createClient from 'openapi-fetch';
import type { paths } from './api.ts';

const api = createClient<paths>({ baseUrl: '${site}', headers: { origin: '${site}' } });
const offer = await api.GET('/v1/offer', { params: { query: { currency: 'eur' } } });
const least: number | undefined = offer.data?.amounts.monthly.minimumMinor;
const opened = await api.POST('/v1/checkouts', {
  body: { frequency: 'monthly', amountMinor: least ?? 0, currency: 'eur', returnUrl: '${site}/support' },
});
const url: string | undefined = opened.data?.url;
const refused = await api.POST('/v1/checkouts', {
  body: { frequency: 'monthly', amountMinor: 1, currency: 'eur', returnUrl: '${site}/support' },
});
const code: string | undefined = refused.error?.code;
const stranger = await api.GET('/v1/standing');
const campaign = await api.GET('/v1/campaigns/{campaign}', { params: { path: { campaign: 'ad-free' } } });
const health = await api.GET('/v1/health');
console.log(JSON.stringify({
  least, isUrl: url?.startsWith('http'), code, stranger: stranger.error?.code,
  goalMinor: campaign.data?.goalMinor, health: health.data?.status,
}));
`;

test('a client made from it compiles and drives the running API', async () => {
  expect(compile(program(environment.site), 'drive.ts')).toBe('');
  // Not execFileSync: the environment it calls lives in this process.
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'drive.js')]);
  expect(JSON.parse(stdout)).toEqual({
    least: 200,
    isUrl: true,
    code: 'amount-too-small',
    stranger: 'device-unknown',
    goalMinor: 1_000_000,
    health: 'ok',
  });
});

test.each([
  ['a frequency that is not offered', "frequency: 'monthly'", "frequency: 'weekly'"],
  ['a field that is not taken', 'returnUrl:', 'unheard: 1, returnUrl:'],
  ['an answer that is not given', 'amounts.monthly', 'amounts.weekly'],
  ['an address that is not there', "'/v1/health'", "'/v1/wealth'"],
])(
  '%s does not compile',
  (_, right, wrong) => {
    expect(compile(program(environment.site).replace(right, wrong), 'wrong.ts')).toContain('error TS');
  },
  60_000,
);
