// Checks that a port is free before another program is started on it, so that a port in use gives one sentence
// and not a stack trace of Java.
import { createServer } from 'node:net';
import { CannotStart, portTaken } from '../environment/cannot-start.ts';

/** The port itself, or any free port for 0. `what` names the server in the sentence about a port in use. */
export function reservePort(port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? portTaken(port, what)
          : new CannotStart(`Port ${port} (${what}) could not be opened: ${error.code ?? 'unknown'}.`),
      );
    });
    // Without an address: a server that listens on all of them must find the port free on all of them.
    probe.listen(port, () => {
      const address = probe.address();
      const claimed = typeof address === 'object' && address !== null ? address.port : port;
      probe.close(() => resolve(claimed));
    });
  });
}
