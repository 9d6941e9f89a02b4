// What every attempt limiter must do, asked of the one in memory and of the one on DynamoDB: so many within a window
// and no more, each subject for itself, and nothing kept by which a subject could be known.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { dynamodbAttemptLimiter } from '../../shared/adapters/dynamodb/attempt-limiter.ts';
import { memoryAttemptLimiter } from '../../shared/adapters/memory/attempt-limiter.ts';
import { day, hour, minute, second, secondsOf } from '../../shared/core/time.ts';
import type { AttemptLimiter } from '../../shared/ports/attempt-limiter.ts';
import type { Chance } from '../../shared/ports/system.ts';
import { someday } from '../support/builders.ts';
import { freshTable, isTableMissing } from '../support/dynamodb-table.ts';

const secret = async () => ({ key: Buffer.alloc(32, 1) });

const chance: Chance = { token: (bytes) => randomBytes(bytes).toString('base64url') };
interface Plug {
  readonly limiter: AttemptLimiter;
  /** All that is kept, as text. */
  saved(): Promise<string>;
}
const plugs = [
  { name: 'in memory', isMissing: false, open: openMemory },
  { name: 'on DynamoDB', isMissing: isTableMissing(), open: openTable },
];
async function openMemory(): Promise<Plug> {
  const limiter = memoryAttemptLimiter(chance);
  return { limiter, saved: async () => JSON.stringify(limiter.dump()) };
}
async function openTable(): Promise<Plug> {
  const { documentClient, tableName, rows } = await freshTable();
  const limiter = dynamodbAttemptLimiter(documentClient, tableName, { chance, secret });
  return { limiter, saved: async () => JSON.stringify(await rows()) };
}
const limit = (name: string, overrides = {}) => ({ name, most: 3, windowSeconds: 600, ...overrides });
// From the addresses that RFC 5737 keeps for documentation.
const subject = '192.0.2.17';
const windowStart = Math.floor(someday / (600 * second)) * 600 * second;

describe.each(plugs)('an attempt limiter $name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('fulfils its contract:', () => {
    let plug: Plug;
    let limiter: AttemptLimiter;
    beforeAll(async () => {
      plug = await open();
      limiter = plug.limiter;
    });

    test('as many attempts as allowed pass, and the next gets the time to wait', async () => {
      const answers = [];
      for (let tries = 0; tries < 5; tries += 1) {
        answers.push(await limiter.count(limit('most'), subject, windowStart + 100 * second));
      }
      expect(answers).toEqual([null, null, null, 500, 500]);
    });

    test('the wait is whole seconds, at least one, to the end of the window', async () => {
      const one = limit('wait', { most: 0 });
      expect(await limiter.count(one, subject, windowStart)).toBe(600);
      expect(await limiter.count(one, subject, windowStart + 1)).toBe(600);
      expect(await limiter.count(one, subject, windowStart + 600 * second - 1)).toBe(1);
    });

    test('a new window counts from nothing', async () => {
      for (let tries = 0; tries < 5; tries += 1) await limiter.count(limit('window'), subject, windowStart);
      expect(await limiter.count(limit('window'), subject, windowStart + 600 * second)).toBeNull();
    });

    test('a window goes on over midnight', async () => {
      const midnight = Math.ceil(someday / day) * day;
      const long = limit('midnight', { most: 1, windowSeconds: 7 * 3600 });
      expect(await limiter.count(long, subject, midnight - minute)).toBeNull();
      expect(await limiter.count(long, subject, midnight + minute)).toBeGreaterThan(0);
    });

    test('each subject and each limit is counted for itself', async () => {
      const one = limit('apart', { most: 1 });
      expect(await limiter.count(one, subject, windowStart)).toBeNull();
      expect(await limiter.count(one, '192.0.2.18', windowStart)).toBeNull();
      expect(await limiter.count(limit('apart-too', { most: 1 }), subject, windowStart)).toBeNull();
      expect(await limiter.count(one, subject, windowStart)).not.toBeNull();
    });

    test('of twenty attempts at once exactly as many pass as are allowed', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => limiter.count(limit('at-once'), subject, windowStart)),
      );
      expect(answers.filter((answer) => answer === null)).toHaveLength(3);
    });

    test('a window longer than a day is refused: its salt would be gone before its end', async () => {
      const week = limit('week', { windowSeconds: 7 * 86_400 });
      await expect(limiter.count(week, subject, someday)).rejects.toThrow('a window of a day at most');
    });

    test('nothing that is kept holds the subject, or a hash of it that could be tried again', async () => {
      await limiter.count(limit('private'), subject, windowStart);
      const saved = await plug.saved();
      expect(saved).toContain('private');
      for (const encoding of ['hex', 'base64', 'base64url'] as const) {
        for (const text of [subject, `private|${subject}`]) {
          expect(saved).not.toContain(Buffer.from(text).toString(encoding).replace(/=+$/, ''));
          expect(saved).not.toContain(createHash('sha256').update(text).digest(encoding));
          expect(saved).not.toContain(createHash('md5').update(text).digest(encoding));
          expect(saved).not.toContain(createHmac('sha256', '').update(text).digest(encoding));
        }
      }
      expect(saved).not.toContain(subject);
    });

    test('a salt is gone once the day after its own is over, with the way back from what it keyed', async () => {
      const { limiter: daily, saved } = await open();
      const saltsHeld = async () => [...(await saved()).matchAll(/SALT#(\d+)/g)].length;
      const at = (days: number) => daily.count(limit('daily'), subject, someday + days * day);
      await at(0);
      await at(1);
      const before = await saved();
      await at(2);
      await at(5);
      const after = await saved();
      const saltsIn = (text: string) => [...text.matchAll(/[\w-]{43}(?=")/g)].map(String);
      // On DynamoDB they are rows, in memory pairs: in both every salt of the first days is gone.
      const salts = saltsIn(before).filter((each) => !before.includes(`#${each}#`));
      expect(salts.length).toBeGreaterThanOrEqual(2);
      expect(salts.filter((salt) => after.includes(salt))).toEqual([]);
      expect(await saltsHeld()).toBeLessThanOrEqual(1);
    });

    async function hashesUnder(name: string, now: number) {
      await limiter.count(limit(name), subject, now);
      return [...(await plug.saved()).matchAll(/LIMIT#([\w-]+)#([\w-]{43})#/g)]
        .filter(([, found]) => found === name)
        .map(([, , hash]) => hash);
    }

    test('what one subject does under two limits cannot be joined', async () => {
      const [here] = await hashesUnder('here', windowStart);
      const [there] = await hashesUnder('there', windowStart);
      expect(here).toHaveLength(43);
      expect(there).toHaveLength(43);
      expect(there).not.toBe(here);
    });

    test('the same subject is another one on the next day', async () => {
      const hashes = (now: number) => hashesUnder('daily', now);
      await hashes(windowStart);
      // The one in memory may have dropped the first day by then; the second has to be unlike any before.
      const before = await hashes(windowStart + 600 * second);
      const after = await hashes(windowStart + day);
      expect(new Set(before).size).toBe(1);
      expect(after.filter((hash) => !before.includes(hash))).toHaveLength(1);
    });
  });
});

describe.skipIf(isTableMissing())('an attempt limiter on DynamoDB', () => {
  test('shares its count with every other instance, whose salt is the same', async () => {
    const { documentClient, tableName, rows } = await freshTable();
    const instances = Array.from({ length: 10 }, () =>
      dynamodbAttemptLimiter(documentClient, tableName, { chance, secret }),
    );
    const answers = await Promise.all(instances.map((each) => each.count(limit('shared'), subject, windowStart)));
    expect(answers.filter((answer) => answer === null)).toHaveLength(3);
    const saved = await rows();
    expect(saved.filter((row) => String(row['pk']).startsWith('SALT#'))).toHaveLength(1);
    expect(saved.filter((row) => String(row['pk']).startsWith('LIMIT#'))).toMatchObject([{ attempts: 10 }]);
  });

  test('lets DynamoDB delete a count after its window and a salt after the next day', async () => {
    const { documentClient, tableName, rows } = await freshTable();
    await dynamodbAttemptLimiter(documentClient, tableName, { chance, secret }).count(limit('ends'), subject, someday);
    const ends = Object.fromEntries((await rows()).map((row) => [String(row['pk']).split('#')[0], Number(row['ttl'])]));
    const today = Math.floor(someday / day) * day;
    expect(ends).toEqual({
      LIMIT: secondsOf(windowStart + 10 * minute) + 1,
      SALT: secondsOf(today + 48 * hour) + 1,
    });
  });
});

test('what memory holds of attempts survives as JSON, and what ended is dropped', async () => {
  const limiter = memoryAttemptLimiter(chance);
  for (let tries = 0; tries < 3; tries += 1) await limiter.count(limit('stored'), subject, windowStart);
  const revived = memoryAttemptLimiter(chance);
  revived.restore(JSON.parse(JSON.stringify(limiter.dump())));
  expect(await revived.count(limit('stored'), subject, windowStart)).not.toBeNull();
  await revived.count(limit('later'), subject, windowStart + 3 * day);
  expect(JSON.stringify(revived.dump())).not.toContain('stored');
  expect(revived.dump().salts).toHaveLength(1);
});
