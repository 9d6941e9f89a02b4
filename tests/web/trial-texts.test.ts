// What the build writes of a trial for a page, what the settings refuse, and that a browser that forgets keeps no word of it.
import { expect, test } from 'vitest';
import { settings } from '#settings';
import { trialSettings, wrongTrial } from '../../shared/api/trial-settings.ts';
import { forgetAll } from '../../web/elements/browser-memory.ts';
import { trialText } from '../../web/publish/trial-texts.ts';

const given = (change: object = {}) =>
  trialSettings.parse({
    ...{ id: 'k7', from: '2026-11-01', until: '2026-12-01' },
    variants: [{}, { strings: { en: { bannerTitle: 'Give </script>' }, de: { bannerTitle: 'Gebt' } } }],
    ...change,
  });
const written = (change: object = {}, language = 'en'): string => {
  const trial = given(change);
  return trial === null ? '' : trialText(trial, language);
};

test('each language has its own sentences, and those they stand for', () => {
  expect(JSON.parse(written({}, 'de'))).toMatchObject({
    id: 'k7',
    from: Date.parse('2026-11-01'),
    variants: [{ strings: {} }, { strings: { bannerTitle: 'Gebt' }, replaced: expect.anything() }],
  });
  expect(Object.values(JSON.parse(written({}, 'de')).variants[1].replaced)).toEqual(['Gebt']);
  expect(JSON.parse(written({}, 'uk')).variants[1].strings).toEqual({});
});
test('it can stand inside a script element', () => expect(written()).not.toContain('</script'));
test('a sentence that no element says is refused', () =>
  expect(() => written({ variants: [{}, { strings: { en: { baner: 'x' } } }] })).toThrow('no element says "baner"'));

test.each([
  [{ until: '2026-11-01' }, 'trial.until must be after'],
  [{ variants: [{}, { amounts: { xxx: {} } }] }, 'xxx is not offered'],
  [{ variants: [{}, { amounts: { usd: { monthly: [300, 1] } } }] }, 'usd.monthly: 1 cannot be given'],
  [{ variants: [{}, { amounts: { kwd: { once: [3005] } } }] }, 'kwd.once: 3005 cannot be given'],
])('the settings refuse %j', (change, sentence) =>
  expect(wrongTrial(given(change), settings.offer).join()).toContain(sentence),
);
test.each([[{ id: 'Spring' }], [{ variants: [{}] }], [{ from: '2026-02-30' }], [{ variants: [{}, {}, {}, {}, {}] }]])(
  'and %j',
  (change) => expect(() => given(change)).toThrow(),
);
test('nothing is compared unless they say so', () => expect(wrongTrial(settings.trial, settings.offer)).toEqual([]));

test('forgetting takes the word away', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
  const held = new Map([['re.trial', 'k7-b']]);
  const value = { removeItem: (key: string) => held.delete(key) };
  Object.defineProperty(globalThis, 'localStorage', { value, configurable: true });
  forgetAll();
  if (before === undefined) Reflect.deleteProperty(globalThis, 'localStorage');
  else Object.defineProperty(globalThis, 'localStorage', before);
  expect([...held]).toEqual([]);
});
