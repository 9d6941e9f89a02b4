// The host names of this machine. A page elsewhere can make its own name resolve here (DNS rebinding) and would then share
// our origin, so a request under any other name is refused.

const names = ['localhost', '127.0.0.1', '[::1]'];

/** `host` is the header's value. Browsers leave out port 80. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  const requested = host.toLowerCase();
  return names.some((name) => requested === `${name}:${port}` || (port === 80 && requested === name));
}
