// The terminal that a command writes to.
import type { Screen } from '../../local/environment/progress.ts';

export const screen: Screen = {
  write: (text) => void process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true,
};
