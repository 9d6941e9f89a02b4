// A log that a test can read: its lines, in order.
import type { Log, LogFields, LogMessage } from '../../shared/ports/system.ts';

export interface LogLine {
  readonly message: LogMessage;
  readonly fields: LogFields;
}
export interface RecordedLog extends Log {
  readonly lines: readonly LogLine[];
  /** The fields of each line with this message. */
  of(message: LogMessage): readonly LogFields[];
}

export function recordedLog(): RecordedLog {
  const lines: LogLine[] = [];
  return {
    lines,
    write: (message, fields = {}) => void lines.push({ message, fields }),
    of: (message) => lines.filter((line) => line.message === message).map((line) => line.fields),
  };
}
