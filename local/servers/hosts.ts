// Which names this machine is called by. A page elsewhere can make its own name point here (DNS rebinding) and would
// then be of one origin with us, so every other name is refused before anything is answered.

const names = ['localhost', '127.0.0.1', '[::1]'];

/** `host` as the header has it. Port 80 is left out of it by browsers. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  const requested = host.toLowerCase();
  return names.some((name) => requested === `${name}:${port}` || (port === 80 && requested === name));
}
