// What a person sees while the servers come up.
import { describe, expect, test } from 'vitest';
import { showProgress } from '../../local/environment/progress.ts';

function screen(isTerminal: boolean) {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  return { isTerminal, write, text: () => text };
}

describe('progress', () => {
  test('is a line for each step, with its time, in the order they were done', async () => {
    const seen = screen(false);
    const progress = showProgress(seen);
    const slow = Promise.withResolvers<number>();
    const both = [progress.step('DynamoDB Local', () => slow.promise), progress.step('Queue', async () => 2)];
    await both[1];
    slow.resolve(1);
    expect(await Promise.all(both)).toEqual([1, 2]);
    expect(
      seen
        .text()
        .split('\n')
        .map((line) =>
          line
            .trim()
            .replace(/\d+\.\d/, 'n')
            .replace(/ +/g, ' '),
        ),
    ).toEqual(['✓ Queue n s', '✓ DynamoDB Local n s', '']);
  });
  test('names on a terminal what is still waited for, and takes that line back', async () => {
    const seen = screen(true);
    const progress = showProgress(seen);
    const slow = Promise.withResolvers<void>();
    const waiting = progress.step('DynamoDB Local', () => slow.promise);
    expect(seen.text()).toBe('\r\u001b[2K  … DynamoDB Local');
    slow.resolve();
    await waiting;
    expect(seen.text().split('\r\u001b[2K').at(-1)).toMatch(/^ {2}✓ DynamoDB Local +0\.0 s\n$/);
  });
  test('says which step failed, and the failure goes on', async () => {
    const seen = screen(false);
    await expect(showProgress(seen).step('Queue', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(seen.text()).toBe('  ✗ Queue\n');
  });
});
