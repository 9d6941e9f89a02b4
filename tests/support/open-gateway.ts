// A gateway on a port of its own, in front of functions that only record their events.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { createGateway, type HttpHandler } from '../../local/servers/gateway.ts';
import { type Listening, listen } from '../../local/servers/listen.ts';
import type { FunctionName } from '../../shared/api/routes.ts';

export const newsroom = 'https://newsroom.example';
export const fine = { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' };

export interface OpenedGateway {
  readonly port: number;
  readonly events: APIGatewayProxyEventV2[];
  readonly defects: unknown[];
}
const open: Listening[] = [];

/** Every function answers `answer`, or throws it if it is an error. */
export async function openGateway(answer: unknown): Promise<OpenedGateway> {
  const events: APIGatewayProxyEventV2[] = [];
  const defects: unknown[] = [];
  const remember: HttpHandler = async (event) => {
    events.push(event);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const named: FunctionName[] = ['offer', 'checkout', 'recognition', 'stripe-webhook'];
  const gateway = createGateway({
    functions: Object.fromEntries(named.map((functionName) => [functionName, remember])),
    origins: [newsroom],
    clock: { now: () => Date.UTC(2026, 10, 23, 9, 30, 0) },
    chance: { token: () => 'request-id' },
    watch: () => undefined,
    complain: (defect) => void defects.push(defect),
  });
  const server = await listen(0, 'gateway', (request, response) => {
    void gateway(request, response, new URL(`http://localhost${request.url}`));
  });
  open.push(server);
  return { port: server.port, events, defects };
}

export async function closeGateways(): Promise<void> {
  await Promise.all(open.splice(0).map((each) => each.close()));
}
