// Asks whoever sits at the terminal for a yes. Anything else is a no, and without a terminal nobody can be asked.
import { createInterface } from 'node:readline/promises';

export const askPerson: ((question: string) => Promise<boolean>) | null =
  process.stdin.isTTY === true && process.stdout.isTTY === true
    ? async (question) => {
        const reader = createInterface({ input: process.stdin, output: process.stdout });
        try {
          return /^(?:y|yes)$/i.test((await reader.question(`  ${question} [y/N] `)).trim());
        } finally {
          reader.close();
        }
      }
    : null;
