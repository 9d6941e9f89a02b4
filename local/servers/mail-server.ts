// Amazon SES on this machine: `aws-ses-v2-local`, with its page to read what was sent (`/store` as JSON). It sends nothing
// to anybody. It listens on this machine only and answers only under this machine's own names, because messages are private
// even if they are invented.
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { isOwnHost } from './hosts.ts';
import { reservePort } from './reserve-port.ts';

// It is CommonJS with a default export, which ESM loaders handle differently; `require` always works.
const load = createRequire(import.meta.url);
const own = dirname(load.resolve('aws-ses-v2-local'));

/** Its store belongs to its module: each server loads a copy of its own, or it would show what another one was sent. */
function newMail(): typeof import('aws-ses-v2-local')['default'] {
  for (const file of Object.keys(load.cache)) if (file.startsWith(own)) delete load.cache[file];
  const loaded: typeof import('aws-ses-v2-local') = load('aws-ses-v2-local');
  return loaded.default;
}

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
  const server = await newMail()({ host: '127.0.0.1', port: claimed });
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
