// Who called, and whether the request came through the CDN: the secret proves it, and only then the CDN's address counts.
import { describe, expect, test } from 'vitest';
import { arrivalOf, type Edge } from '../../functions/runtime/passage.ts';
import { gatewayEvent } from '../support/gateway-event.ts';

const [old, fresh] = ['o'.repeat(40), 'n'.repeat(40)];
const edgeWith = (current: readonly string[], again = current): Edge => ({
  secrets: { current: async () => current, again: async () => again },
  secretHeader: 'x-source',
  addressHeader: 'cloudfront-viewer-address',
  countryHeader: 'cloudfront-viewer-country',
});
const edge = edgeWith([fresh, old]);
const arrived = (headers: Record<string, string>, through: Edge | null = edge, isReachedDirectly = false) =>
  arrivalOf(
    gatewayEvent({ method: 'GET', path: '/v1/standing', headers, sourceIp: '203.0.113.7' }),
    through ?? undefined,
    isReachedDirectly,
  );
const called = async (...how: Parameters<typeof arrived>) => (await arrived(...how))?.caller ?? null;
const viewer = { 'cloudfront-viewer-address': '198.51.100.10:46532' };

describe('without a CDN', () => {
  test.each([
    {},
    viewer,
    { 'x-forwarded-for': '198.51.100.10' },
    { 'x-real-ip': '198.51.100.10', forwarded: 'for=198.51.100.10', 'true-client-ip': '198.51.100.10' },
    { 'x-source': fresh, ...viewer },
  ])('the gateway alone names the caller, whatever the headers %j', async (headers) =>
    expect(await called(headers, null)).toBe('203.0.113.7'),
  );
});

describe('behind a CDN', () => {
  test.each([old, fresh])('either of two secrets opens while they are rotated', async (secret) =>
    expect(await called({ 'x-source': secret, ...viewer })).toBe('198.51.100.10'),
  );
  test('a secret that was rotated since it was read opens too', async () =>
    expect(await called({ 'x-source': fresh, ...viewer }, edgeWith([old], [fresh, old]))).toBe('198.51.100.10'));
  test.each<[string, Record<string, string>]>([
    ['nothing', viewer],
    ['an empty one', { 'x-source': '', ...viewer }],
    ['a wrong one', { 'x-source': 'x'.repeat(40), ...viewer }],
    ['the beginning of it', { 'x-source': fresh.slice(0, -1), ...viewer }],
    ['both at once', { 'x-source': `${fresh},${old}`, ...viewer }],
    ['it under another name', { origin: fresh, ...viewer }],
  ])('%s does not open', async (_what, headers) => expect(await called(headers)).toBeNull());
  test('Stripe and liveness need none, and no header counts there', async () =>
    expect(await called(viewer, edge, true)).toBe('203.0.113.7'));

  test.each([
    ['198.51.100.10:46532', '198.51.100.10'],
    ['2001:db8:1:2:3:4:5:6:46532', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2:3:4:5:6]:46532', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1:46532', '2001:db8:1:2::/64'],
  ])('CloudFront says %s', async (address, network) =>
    expect(await called({ 'x-source': fresh, 'cloudfront-viewer-address': address })).toBe(network),
  );
  test.each([
    ['198.51.100.10', '198.51.100.10'],
    ['198.51.100.10:46532', '198.51.100.10'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['[2001:db8:1:2::6]', '2001:db8:1:2::/64'],
  ])('another CDN says %s', async (address, network) =>
    expect(
      await called({ 'x-source': fresh, 'true-client-ip': address }, { ...edge, addressHeader: 'true-client-ip' }),
    ).toBe(network),
  );
  test.each(['', 'unknown', '198.51.100.10:1, 198.51.100.11:1'])(
    'for %j, or nothing, the gateway names the caller',
    async (address) => {
      expect(await called({ 'x-source': fresh, 'cloudfront-viewer-address': address })).toBe('203.0.113.7');
      expect(await called({ 'x-source': fresh })).toBe('203.0.113.7');
    },
  );
});

describe('the country of a reader', () => {
  const there = { 'cloudfront-viewer-country': 'BY' };
  test('is what the CDN says beside its secret', async () => {
    expect(await arrived({ 'x-source': fresh, ...there })).toMatchObject({ country: 'BY' });
    const other = { ...edge, countryHeader: 'cf-ipcountry' };
    expect(await arrived({ 'x-source': fresh, 'cf-ipcountry': 'by' }, other)).toMatchObject({ country: 'BY' });
    expect(await arrived({ 'x-source': fresh, ...there }, other)).toMatchObject({ country: null });
    expect(await arrived({ 'x-source': fresh })).toMatchObject({ country: null });
  });
  test('is not believed past the CDN, without one, and where none is needed', async () => {
    expect(await arrived({ 'x-source': 'x'.repeat(40), ...there })).toBeNull();
    expect(await arrived({ 'x-source': fresh, ...there }, null)).toMatchObject({ country: null });
    expect(await arrived({ 'x-source': fresh, ...there }, edge, true)).toMatchObject({ country: null });
  });
});
