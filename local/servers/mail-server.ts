// Amazon SES on this machine: `aws-ses-v2-local`, with its page to read what was sent (`/store` as JSON). It sends nothing
// to anybody. It listens on this machine only and answers only under this machine's own names, because messages are private
// even if they are invented.
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { isOwnHost } from './hosts.ts';
import { reservePort } from './reserve-port.ts';

// It is CommonJS with a default export, which ESM loaders handle differently; `require` always works.
const required: typeof import('aws-ses-v2-local') = createRequire(import.meta.url)('aws-ses-v2-local');
const openMail = required.default;

export interface MailServer {
  /** The address for the functions. */
  readonly endpoint: string;
  /** The address for a person's browser. */
  readonly page: string;
  stop(): Promise<void>;
}

/** 0 is any free port. */
export async function startMailServer(port: number): Promise<MailServer> {
  const claimed = await reservePort(port, 'the mail');
  const server = await openMail({ host: '127.0.0.1', port: claimed });
  refuseOtherHosts(server, claimed);
  return {
    endpoint: `http://127.0.0.1:${claimed}`,
    page: `http://localhost:${claimed}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuseOtherHosts(server: Server, port: number): void {
  const answering = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isOwnHost(request.headers.host, port)) {
      for (const answer of answering) Reflect.apply(answer, server, [request, response]);
      return;
    }
    response.writeHead(403, { connection: 'close' }).end('The mail answers only as localhost.\n');
  });
}
