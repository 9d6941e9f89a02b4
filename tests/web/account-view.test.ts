// The account page in each of its states.
import { describe, expect, test } from 'vitest';
import type { StandingOut } from '../../shared/api/schemas.ts';
import { type AccountState, accountView } from '../../web/account-view.ts';
import { toHtml } from '../../web/tree.ts';
import { speechIn } from './speech.ts';

const html = (state: AccountState, supportPage: string | null = '/support') =>
  toHtml(accountView(state, speechIn('en'), supportPage));
const known = (reason: StandingOut['standing']['reason']): AccountState => ({
  kind: 'known',
  standing: { supporter: reason !== 'none', until: reason === 'none' ? null : '2026-12-24T12:00:00Z', reason },
});

describe('the account page', () => {
  test.each(['membership', 'gift', 'grace', 'granted'] as const)('says until when a %s stands', (reason) => {
    expect(html(known(reason))).toContain('December 24, 2026');
    expect(html(known(reason))).not.toMatch(/[{}]/);
  });
  test.each(['membership', 'gift', 'grace', 'granted', 'none'] as const)(
    'lets a device with reason %s manage and be forgotten',
    (reason) => {
      expect(html(known(reason))).toContain('name="manage"');
      expect(html(known(reason))).toContain('name="forget"');
    },
  );
  test('offers a lapsed supporter and a stranger the way to support', () => {
    for (const state of [known('none'), { kind: 'stranger' }, { kind: 'forgotten' }] as const) {
      expect(html(state)).toContain('href="/support"');
      expect(html(state, null)).not.toContain('href');
    }
  });
  test('lets a stranger manage nothing', () =>
    expect(html({ kind: 'stranger' })).not.toMatch(/name="(?:manage|forget)"/));
  test('says what went wrong and lets the reader try again', () => {
    const state: AccountState = {
      kind: 'failed',
      problem: { status: 0, code: 'unreachable', detail: '', numbers: {} },
    };
    expect(html(state)).toMatch(/role="alert">We could not be reached.*name="look"/);
  });
});
