// Which installation a stage is: named by the newsroom, and never two of one mode alike.
import { describe, expect, test } from 'vitest';
import { installationOf, installationSettings, wrongInstallations } from '../../shared/api/installation-settings.ts';
import type { Installation } from '../../shared/core/installation.ts';

const installation = { id: 'harbor', formerIds: [] };
const own = { id: 'south', formerIds: [] };
const settingsWith = (more: { readonly installation?: Installation; readonly mode?: string }) => ({
  installation,
  stages: { test: { mode: 'test' }, staging: { mode: 'test', ...more }, live: { mode: 'live' } },
});

describe('an id', () => {
  test.each(['', '1', 'North', 'north-1', 'north_local', 'n'.repeat(21)])('%j is refused', (id) =>
    expect(installationSettings.safeParse({ id, formerIds: [] }).success).toBe(false),
  );
  test.each(['n', 'north2', 'n'.repeat(20)])('%j is fine', (id) =>
    expect(installationSettings.safeParse({ id, formerIds: ['1'] }).success).toBe(true),
  );
  test('has no default, so that nobody shares one by leaving it out', () =>
    expect(installationSettings.safeParse({ formerIds: [] }).success).toBe(false));
});

describe('two stages', () => {
  test('of two modes may be one installation', () =>
    expect(wrongInstallations(settingsWith({ mode: 'third' }))).toEqual([]));
  test.each([
    ['alike', {}],
    ['one under the former id of the other', { installation: { ...own, formerIds: ['harbor'] } }],
  ])('of one mode are refused, %s', (_, more) =>
    expect(wrongInstallations(settingsWith(more))).toEqual([
      expect.stringContaining('stages.test and stages.staging are both "harbor" in test mode'),
    ]),
  );
  test('of one mode are two where each has an id', () => {
    const settings = settingsWith({ installation: own });
    expect(wrongInstallations(settings)).toEqual([]);
    expect(installationOf(settings, 'test')).toEqual(installation);
    expect(installationOf(settings, 'staging')).toEqual(own);
  });
});

test('a run on one machine is its own, and takes nothing of a stage', () =>
  expect(installationOf({ ...settingsWith({}), installation: { id: 'harbor', formerIds: ['1'] } }, 'local')).toEqual({
    id: 'harbor_local',
    formerIds: [],
  }));
