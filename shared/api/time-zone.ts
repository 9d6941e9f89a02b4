// Whether a text names a time zone. The formatter itself is asked: the list of zones leaves out what people call theirs,
// "Europe/Kyiv" among them.

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
