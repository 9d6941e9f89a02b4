// The functions write their log as JSON for CloudWatch. On a terminal each line becomes readable text: the function, the
// message and the ids. Any other output stays as it is.

/** Null if this is not a line of the log. */
export function readableLine(line: unknown): string | null {
  if (typeof line !== 'string' || !line.startsWith('{')) return null;
  const parsed = parse(line);
  if (parsed === null || typeof parsed['functionName'] !== 'string' || typeof parsed['message'] !== 'string')
    return null;
  const { _aws, functionName, stage, message, [message]: counted, ...fields } = parsed;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${String(value)}`);
  return `  ${functionName.padEnd(14)} ${[message, ...shown].join('  ')}`;
}

function parse(line: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : null;
  } catch {
    return null;
  }
}
