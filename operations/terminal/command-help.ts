// What `--help` of a command prints: its usage, each option, and an example.

export interface CommandHelp {
  /** After `npm run `: "doctor [-- --stage test]". */
  readonly usage: string;
  /** One sentence: what the command does and whether it changes anything. */
  readonly does: string;
  readonly options: Readonly<Record<string, string>>;
  readonly example: string;
}

/** Of every command that works on a stage. */
export const stageHelp = {
  '--stage NAME': 'a deployed stage of mainstay.config.ts; without it the local run on this machine',
  '--state FOLDER': 'where the local run keeps its files; .mainstay without it',
} as const;

const helpOption = { '--help': 'prints this and changes nothing' } as const;

export const isAskingForHelp = (given: readonly string[]): boolean =>
  given.some((each) => each === '--help' || each === '-h');

export function helpText({ usage, does, options, example }: CommandHelp): string {
  const lines = Object.entries({ ...options, ...helpOption }).map(([name, what]) => `    ${name.padEnd(24)} ${what}`);
  return `\n  npm run ${usage}\n\n  ${does}\n\n${lines.join('\n')}\n\n  Example: ${example}\n\n`;
}
