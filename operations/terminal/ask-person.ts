// Asks the operator to confirm in the terminal. Only y or yes confirms. Null without a terminal, where nobody can answer.
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
