// A stand-in for one service of AWS on a socket: fixed answers by method and path, for the commands that only look.

import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { listen } from '../../local/servers/listen.ts';

export interface AwsStandIn {
  /** As every client of the SDK takes it. */
  readonly config: typeof localAccess & { readonly endpoint: string; readonly maxAttempts: number };
  readonly requested: string[];
  stop(): Promise<void>;
}
type Answer = object | string | null;

/** A text is XML; null is a 404 in the words of AWS. */
export async function startAwsStandIn(answers: Readonly<Record<string, Answer>>): Promise<AwsStandIn> {
  const requested: string[] = [];
  const server = await listen(0, 'a service of AWS', (request, response) => {
    const call = `${request.method} ${decodeURIComponent((request.url ?? '').split('?')[0] ?? '')}`;
    requested.push(call);
    const answer = answers[call] ?? null;
    request.resume();
    if (typeof answer === 'string') return void response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
    const refusal = { 'content-type': 'application/json', 'x-amzn-errortype': 'NotFoundException' };
    if (answer === null) return void response.writeHead(404, refusal).end('{"message":"none"}');
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  return {
    config: { ...localAccess, endpoint: `http://127.0.0.1:${server.port}`, maxAttempts: 1 },
    requested,
    stop: () => server.close(),
  };
}
