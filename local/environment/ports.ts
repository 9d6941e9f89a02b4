// Opens the ports of a local run before anything slow begins, so that a port in use is reported at once. A request that
// arrives during the start waits until it is finished.
import type { RequestListener } from 'node:http';
import { listen } from '../servers/listen.ts';
import type { Undo } from './undo.ts';

export interface PortsWanted {
  /** The newsroom's port; 0 takes any free port for each. */
  readonly port: number;
  readonly hasSandbox: boolean;
  /** 127.0.0.1 is another site than localhost, as Stripe's pages are. */
  readonly sandboxHost: 'localhost' | '127.0.0.1';
}
export interface Ports {
  /** Origin of the newsroom. */
  readonly site: string;
  readonly sitePort: number;
  readonly sandboxPort: number | null;
  /** As browsers reach it. */
  readonly sandboxAddress: string | null;
  /** As the functions reach it. */
  readonly sandboxApi: string | null;
  /** 0 is any free one. */
  readonly mailPort: number;
  readonly dynamodbPort: number;
  /** Answers the requests that wait and all later ones. */
  answer(site: RequestListener, sandbox: RequestListener | null): void;
  /** Stops answering; closing twice is no error. */
  close(): Promise<void>;
}

export async function openPorts({ port, hasSandbox, sandboxHost }: PortsWanted, undo: Undo): Promise<Ports> {
  const ready = Promise.withResolvers<{ site: RequestListener; sandbox: RequestListener | null }>();
  const site = await listen(port, 'the newsroom', (request, response) => {
    void ready.promise.then((answering) => answering.site(request, response));
  });
  undo.later(() => site.close());
  const sandbox = hasSandbox
    ? await listen(next(port, 1), 'the Stripe sandbox', (request, response) => {
        void ready.promise.then((answering) => answering.sandbox?.(request, response));
      })
    : null;
  undo.later(() => sandbox?.close());
  return {
    site: `http://localhost:${site.port}`,
    sitePort: site.port,
    sandboxPort: sandbox?.port ?? null,
    sandboxAddress: sandbox === null ? null : `http://${sandboxHost}:${sandbox.port}`,
    sandboxApi: sandbox === null ? null : `http://127.0.0.1:${sandbox.port}`,
    mailPort: next(port, 2),
    dynamodbPort: next(port, 3),
    close: async () => {
      await Promise.all([site.close(), sandbox?.close()]);
    },
    answer: (answeringSite, answeringSandbox) => ready.resolve({ site: answeringSite, sandbox: answeringSandbox }),
  };
}

const next = (port: number, after: number): number => (port === 0 ? 0 : port + after);
