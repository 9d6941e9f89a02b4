// Created at first use, cached while it is good, and tried again after a failure.
import { describe, expect, test } from 'vitest';
import { lazily } from '../../functions/runtime/lazily.ts';

function counted<T>(make: (call: number) => Promise<T> | T) {
  const made = { times: 0 };
  const once = lazily(() => {
    made.times += 1;
    return make(made.times);
  });
  return { made, once };
}

describe('what is made lazily', () => {
  test('is not made before anybody asks', () => expect(counted(() => 'x').made.times).toBe(0));
  test('is made once, for all who ask at once or later', async () => {
    const { made, once } = counted(async () => ({ functionName: 'open' }));
    const [one, other] = await Promise.all([once(), once()]);
    expect(one).toBe(other);
    expect(await once()).toBe(one);
    expect(made.times).toBe(1);
  });
  test.each([
    ['rejects', () => Promise.reject(new Error('not yet'))],
    [
      'throws',
      () => {
        throw new Error('not yet');
      },
    ],
  ])('is made anew after a first try that %s', async (_how, first) => {
    const { made, once } = counted<string>((call) => (call === 1 ? first() : 'open'));
    await expect(once()).rejects.toThrow('not yet');
    expect(await once()).toBe('open');
    expect(made.times).toBe(2);
  });
  test('reports a failure to all concurrent callers, and tries again only afterwards', async () => {
    const { made, once } = counted<string>((call) => (call === 1 ? Promise.reject(new Error('not yet')) : 'open'));
    const shown = await Promise.allSettled([once(), once(), once()]);
    expect(shown.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(made.times).toBe(1);
    expect(await once()).toBe('open');
  });
  test('may be undefined, and is cached all the same', async () => {
    const { made, once } = counted(() => undefined);
    await once();
    await once();
    expect(made.times).toBe(1);
  });
});
