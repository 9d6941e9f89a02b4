// DynamoDB Local behind the access policies: each call of a function is judged by the IAM statements of its role before it is
// passed on, and a refused one is answered as AWS answers it. Which function calls is known from the asynchronous context.
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { tableStatements } from '../../infra/table-access.ts';
import type { Handler } from '../../local/environment/functions.ts';
import { listen } from '../../local/servers/listen.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { isAllowed } from './policy-evaluator.ts';
import { requestsOf } from './table-requests.ts';

const calling = new AsyncLocalStorage<FunctionName>();
const header = 'x-calling-function';
const created = 'http.client.request.created';

/** The handler, known as this function in all that it calls. */
export const known =
  (functionName: FunctionName, handler: Handler): Handler =>
  (event, context) =>
    calling.run(functionName, () => handler(event, context));

export async function openGuardedTable(endpoint: string) {
  const refused: string[] = [];
  let judged = 0;
  const name = (message: unknown): void => {
    const request = typeof message === 'object' && message !== null && 'request' in message ? message.request : null;
    const functionName = calling.getStore();
    if (functionName !== undefined && request instanceof ClientRequest) request.setHeader(header, functionName);
  };
  subscribe(created, name);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const operation = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const functionName = functions.find((each) => each === request.headers[header]);
    // A command has the rights of whoever runs it.
    const requests = request.headers[header] === undefined ? [] : requestsOf(operation, JSON.parse(body));
    judged += requests.length;
    const statements = functionName === undefined ? [] : tableStatements(functionName);
    const denied = requests.filter((each) => !isAllowed(statements, each));
    refused.push(...denied.map(({ action, context }) => sentenceOf(functionName, action, context)));
    if (denied.length > 0) return refuse(response);
    const passed = await fetch(endpoint, { method: 'POST', body, headers: headersOf(request) });
    response.writeHead(passed.status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(await passed.text());
  }

  const server = await listen(0, 'the guarded table', (request, response) => {
    answer(request, response).catch((defect: unknown) =>
      response.destroy(defect instanceof Error ? defect : undefined),
    );
  });
  return {
    endpoint: `http://127.0.0.1:${server.port}`,
    /** One sentence for each call that a policy refused; keys only as far as their prefix. */
    refused,
    judged: () => judged,
    async close(): Promise<void> {
      unsubscribe(created, name);
      await server.close();
    },
  };
}

const sentenceOf = (
  functionName = 'nobody',
  action: string,
  context: Readonly<Record<string, readonly string[]>>,
): string =>
  `${functionName} may not ${action} of ${(context['dynamodb:LeadingKeys'] ?? ['no key']).map((key) => key.replace(/#.*/s, '#')).join()}, naming ${(context['dynamodb:Attributes'] ?? []).join()}`;

function refuse(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
  response.end('{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"refused by the policy"}');
}

/** DynamoDB Local keeps a database for each access key, which it reads from the signature. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    ['x-amz-target', 'authorization', 'x-amz-date', 'content-type'].map((each) => [each, String(headers[each] ?? '')]),
  );
