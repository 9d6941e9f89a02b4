// A journal that a test can read: what was noted, in order.
import type { Journal, JournalFields, JournalMessage } from '../../shared/ports/system.ts';

export interface JournalLine {
  readonly message: JournalMessage;
  readonly fields: JournalFields;
}
export interface KeptJournal extends Journal {
  readonly lines: readonly JournalLine[];
  /** The fields of each line with this message. */
  of(message: JournalMessage): readonly JournalFields[];
}

export function keptJournal(): KeptJournal {
  const lines: JournalLine[] = [];
  return {
    lines,
    note: (message, fields = {}) => void lines.push({ message, fields }),
    of: (message) => lines.filter((line) => line.message === message).map((line) => line.fields),
  };
}
