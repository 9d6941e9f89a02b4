// Renewing in the background: one call, from one tab, and nothing lost where the API does not answer.
import { describe, expect, test } from 'vitest';
import type { StandingOut } from '../../shared/api/schemas/recognition.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import { day, hour, minute } from '../../shared/core/time.ts';
import type { ApiProblem } from '../../web/elements/api-problem.ts';
import type { Memory, MemoryKey } from '../../web/elements/browser-memory.ts';
import { renew } from '../../web/elements/renewal.ts';
import { monday, passUntil } from './passes.ts';

const stands = succeed<StandingOut>({
  standing: { supporter: true },
  pass: { token: passUntil(monday + 8 * day), expiresAt: '2026-12-01T00:00:00Z' },
});
const lapsed = succeed<StandingOut>({ standing: { supporter: false }, pass: null });
const problem = (status: number, code: string) => fail<ApiProblem>({ status, code, detail: '', numbers: {} });

interface BrowserState {
  cookie: string | null;
  calls: number;
  now: number;
  /** What the server writes into the cookie with its answer. */
  answerCookie?: string | null;
}
/** A browser with several tabs: what they share is storage, cookies and one lock. */
function browser(answer: Result<StandingOut, ApiProblem>, { canStore = true, canLock = true } = {}) {
  const state: BrowserState = { cookie: passUntil(monday - day), calls: 0, now: monday };
  const saved = new Map<MemoryKey, string>();
  let isLocked = false;
  const memory: Memory = {
    now: () => state.now,
    token: () => '0'.repeat(32),
    recall: (key) => saved.get(key) ?? null,
    remember: (key, value) => void (canStore && saved.set(key, value)),
    alone: async (action) => {
      if (!canLock) return action();
      if (isLocked) return null;
      isLocked = true;
      return action().finally(() => {
        isLocked = false;
      });
    },
  };
  const readStanding = async () => {
    state.calls += 1;
    await Promise.resolve();
    if (state.answerCookie !== undefined) state.cookie = state.answerCookie;
    return answer;
  };
  const pass = {
    read: () => state.cookie,
    drop: () => {
      state.cookie = null;
    },
  };
  return { state, tab: () => renew({ client: { readStanding }, memory, pass }) };
}

describe('renewal', () => {
  test('a supporter who still stands keeps the pass', async () => {
    const { state, tab } = browser(stands);
    state.answerCookie = passUntil(monday + 8 * day);
    expect(await tab()).toBe('renewed');
    expect(state.cookie).toBe(passUntil(monday + 8 * day));
  });
  test('a browser that is not known any more loses the pass, even if the answer could not remove it', async () => {
    const { state, tab } = browser(problem(401, 'device-unknown'));
    expect(await tab()).toBe('ended');
    expect(state.cookie).toBeNull();
  });
  test('a supporter whose standing ended loses the pass', async () => {
    const { state, tab } = browser(lapsed);
    expect(await tab()).toBe('ended');
    expect(state.cookie).toBeNull();
  });
  test('a hint that came with the answer, of money on its way, is kept', async () => {
    const { state, tab } = browser(lapsed);
    state.answerCookie = passUntil(monday + day, 'pending');
    expect(await tab()).toBe('ended');
    expect(state.cookie).toBe(passUntil(monday + day, 'pending'));
  });
  test.each([
    ['no network', problem(0, 'unreachable')],
    ['an API that broke', problem(500, 'something-broke')],
    ['too many calls', problem(429, 'too-many-attempts')],
    ['a page of somebody else', problem(200, 'unreadable')],
  ])('%s takes nothing from a supporter, and is not asked again at once', async (_, answer) => {
    const { state, tab } = browser(answer);
    expect(await tab()).toBe('later');
    expect(state.cookie).not.toBeNull();
    expect(await tab()).toBe('under-way');
    expect(state.calls).toBe(1);
    state.now += 5 * minute;
    expect(await tab()).toBe('later');
    expect(state.calls).toBe(2);
  });
  test('twenty tabs opened at once make one call', async () => {
    const { state, tab } = browser(stands);
    await Promise.all(Array.from({ length: 20 }, tab));
    expect(state.calls).toBe(1);
  });
  test('without locks the mark keeps later tabs from calling', async () => {
    const { state, tab } = browser(stands, { canLock: false });
    const first = tab();
    await tab();
    await first;
    expect(state.calls).toBe(1);
  });
  test('a browser that remembers nothing still renews', async () => {
    const { tab } = browser(stands, { canStore: false });
    expect(await tab()).toBe('renewed');
  });
  test('a mark left by a clock that was set back binds nobody', async () => {
    const { state, tab } = browser(problem(500, 'something-broke'));
    state.now = monday + 30 * day;
    await tab();
    state.now = monday + hour;
    expect(await tab()).toBe('later');
    expect(state.calls).toBe(2);
  });
});
