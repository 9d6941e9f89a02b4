// The machine is switched off and on again: who gave is still known, and so is the time.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { day } from '../../shared/core/time.ts';
import { describeInBrowser } from '../support/browser.ts';

const stateDir = mkdtempSync(join(tmpdir(), 'mainstay-restart-'));
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

describeInBrowser(
  'a restart',
  (scene) => {
    test('of the whole local environment forgets nobody, and the membership goes on', async () => {
      const reader = await scene.reader();
      await reader.give({ frequency: 'Monthly', amount: '$5' });
      await scene.environment().advance(11 * day);
      await scene.restart();
      expect(scene.environment().clock.shift()).toBe(11 * day);
      reader.forgetRequests();
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
      await expect.poll(() => reader.requests()).toEqual(['GET /v1/standing']);
      await scene.environment().advance(40 * day);
      await reader.open();
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
    });
  },
  { stateDir },
);
