// What of a network address is counted as one caller. An IPv4 address is one; of IPv6 a household gets a /64 and may
// change the rest at every request, so only the first half counts. It is counted under a daily salt and stored nowhere.

/** The same text for the same network however it is written; null for what is no address. */
export function networkOf(address: string): string | null {
  const [text = ''] = address.trim().toLowerCase().split('%');
  if (isIpv4(text)) return text;
  const groups = groupsOf(text);
  if (groups === null) return null;
  const mapped = groups.slice(0, 6).join() === '0,0,0,0,0,65535' ? groups.slice(6) : null;
  // An IPv4 caller behind a socket that speaks IPv6 is the same caller.
  if (mapped !== null) return mapped.flatMap((group) => [group >> 8, group & 255]).join('.');
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`;
}

const isIpv4 = (text: string): boolean => /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/.test(text);

/** The eight groups of an IPv6 address. */
function groupsOf(text: string): number[] | null {
  const halves = hexadecimal(text).split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

/** The last two groups may be written as an IPv4 address. */
function hexadecimal(text: string): string {
  const last = text.slice(text.lastIndexOf(':') + 1);
  if (!isIpv4(last)) return text;
  const [a = 0, b = 0, c = 0, d = 0] = last.split('.').map(Number);
  return `${text.slice(0, -last.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
