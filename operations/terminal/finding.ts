// One result of a check: what was found, whether it is a problem, and the remedy. `setup` applies the findings that it can
// change; `doctor` only prints them. No finding names a secret's value or a person.

export interface Finding {
  readonly about: string;
  /** `change`: setup can correct it. `notice`: no problem, but the operator should know. */
  readonly state: 'ok' | 'change' | 'notice' | 'problem';
  readonly is: string;
  /** What the operator can do; left out where setup does it. */
  readonly remedy?: string;
  /** Only for a `change`. */
  apply?(): Promise<void>;
}

const marks = { ok: '✓', change: '+', notice: '·', problem: '✗' } as const;

export const findingLines = ({ about, state, is, remedy }: Finding): readonly string[] => [
  `  ${marks[state]} ${about.padEnd(22)} ${is}`,
  ...(remedy === undefined ? [] : [`    ${''.padEnd(22)} → ${remedy}`]),
];
