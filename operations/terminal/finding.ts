// What a command found in one place: how it is, whether it hurts, and what would put it right. `setup` applies what can
// be changed; `doctor` only tells. No finding ever names a secret's value or a person.

export interface Finding {
  readonly about: string;
  /** `change`: setup can put it right. `look`: nothing hurts, but somebody should know. */
  readonly state: 'well' | 'change' | 'look' | 'hurts';
  readonly is: string;
  /** For a person; where setup can do it, that goes without saying. */
  readonly remedy?: string;
  /** Only of a `change`. */
  apply?(): Promise<void>;
}

const marks = { well: '✓', change: '+', look: '·', hurts: '✗' } as const;

export const findingLines = ({ about, state, is, remedy }: Finding): readonly string[] => [
  `  ${marks[state]} ${about.padEnd(22)} ${is}`,
  ...(remedy === undefined ? [] : [`    ${''.padEnd(22)} → ${remedy}`]),
];
