// Opens one HTTP port to this machine only: on 127.0.0.1, and on ::1 where the machine has it, because browsers try
// `localhost` there first. It refuses a port if another program uses it on either address.
import { createServer, type RequestListener, type Server } from 'node:http';
import { CannotStart, portTaken } from '../environment/cannot-start.ts';

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** How often a random port is tried again when its ::1 address is in use. */
const mostTries = 10;

/** `port` 0 is any free port. `what` names the server in the sentence about a port in use. */
export async function listen(port: number, what: string, answer: RequestListener): Promise<Listening> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const first = await open(port, '127.0.0.1', answer);
    if (typeof first === 'string') throw refusal(port, what, first);
    const second = await open(first.port, '::1', answer);
    if (typeof second !== 'string') return both(first, second);
    // This machine has no IPv6, so no browser looks for localhost there.
    if (second !== 'EADDRINUSE') return { port: first.port, close: () => close(first.server) };
    await close(first.server);
    if (port !== 0) throw portTaken(port, what);
  }
  throw new CannotStart(`No free port was found for ${what}.`);
}

interface Opened {
  readonly server: Server;
  readonly port: number;
}

const both = (first: Opened, second: Opened): Listening => ({
  port: first.port,
  close: async () => {
    await Promise.all([close(first.server), close(second.server)]);
  },
});

/** The server, or the system's code for the reason why it could not listen. */
function open(port: number, host: string, answer: RequestListener): Promise<Opened | string> {
  const server = createServer(answer);
  return new Promise((resolve) => {
    server.once('error', (error) =>
      resolve('code' in error && typeof error.code === 'string' ? error.code : 'unknown'),
    );
    server.listen({ port, host, ipv6Only: true }, () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? { server, port: address.port } : 'unknown');
    });
  });
}

function refusal(port: number, what: string, code: string): CannotStart {
  if (code === 'EADDRINUSE') return portTaken(port, what);
  if (code === 'EACCES')
    return new CannotStart(`This user may not open port ${port} (${what}). Choose one above 1024: PORT=9000 npm start`);
  return new CannotStart(`Port ${port} (${what}) could not be opened: ${code}.`);
}

// Browsers hold connections open for minutes; a stop must not wait for them.
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
