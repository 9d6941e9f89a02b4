// One HTTP server that replaces DynamoDB, Secrets Manager, SQS and Stripe. It answers the same request with the same bytes
// at once, so that only the cold start is measured. It records the requests in order.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { rowsOf } from './canned-rows.ts';
import type { StripeAnswers } from './stripe-answers.ts';

export interface CannedServer {
  readonly url: string;
  /** The requests since the last call, like "DynamoDB GetItem". */
  takeCalls(): readonly string[];
  stop(): Promise<void>;
}
export interface Canned {
  readonly secrets: Readonly<Record<string, string>>;
  readonly stripe: StripeAnswers;
}

export async function startCannedServer(canned: Canned): Promise<CannedServer> {
  let calls: string[] = [];
  const server = createServer((request, response) => {
    answerCall(canned, request).then(
      ({ call, body }) => {
        calls.push(call);
        send(response, 200, body);
      },
      (defect: unknown) => send(response, 500, { error: { type: 'api_error', message: String(defect) } }),
    );
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address !== null && typeof address === 'object' ? address.port : 0);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    takeCalls: () => {
      const taken = calls;
      calls = [];
      return taken;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answered {
  readonly call: string;
  readonly body: object;
}
const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'DynamoDB',
  secretsmanager: 'Secrets Manager',
  AmazonSQS: 'SQS',
};

async function answerCall({ secrets, stripe }: Canned, request: IncomingMessage): Promise<Answered> {
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  if (typeof target !== 'string') {
    const [path = ''] = (request.url ?? '').split('?');
    const answer = stripe.answer(request.method ?? 'GET', path);
    return { call: `Stripe ${answer.route}`, body: answer.body };
  }
  const [service = '', operation = ''] = target.split('.');
  const requested: Record<string, unknown> = JSON.parse(body);
  const answers: Readonly<Record<string, () => object>> = {
    GetSecretValue: () => ({ Name: requested['SecretId'], SecretString: secrets[String(requested['SecretId'])] }),
    SendMessage: () => ({ MessageId: 'm-1', MD5OfMessageBody: md5Of(String(requested['MessageBody'])) }),
  };
  // A secret is recorded with its name, to show which function reads which.
  const subject = requested['SecretId'] === undefined ? '' : ` ${requested['SecretId']}`;
  return {
    call: `${services[service] ?? service} ${operation}${subject}`,
    body: answers[operation]?.() ?? rowsOf(operation, requested),
  };
}

// The SDK compares it with a checksum of its own.
const md5Of = (message: string): string => createHash('md5').update(message).digest('hex');

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
