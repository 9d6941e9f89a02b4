// The screen a command speaks to.
import type { Screen } from '../progress.ts';

export const screen: Screen = {
  write: (text) => void process.stdout.write(text),
  isTerminal: process.stdout.isTTY === true,
};
