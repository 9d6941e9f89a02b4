// Every command's end: what a person can put right is a sentence, a defect shows its stack, and either ends with 1.
import { CannotStart } from '../cannot-start.ts';

export async function runCommand(work: () => Promise<boolean>): Promise<void> {
  try {
    if (!(await work())) process.exitCode = 1;
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(error instanceof CannotStart ? `\n  ${error.message}\n\n` : `${stack}\n`);
    process.exitCode = 1;
  }
}
