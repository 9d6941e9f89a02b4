// A stand-in for AWS Secrets Manager that answers GetSecretValue and nothing else, so that the adapter which runs in AWS
// reads its secrets here too. It holds what it is given, writes nothing and logs nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Listening, listen } from './listen.ts';

export interface SecretsServer {
  readonly url: string;
  stop(): Promise<void>;
}
/** By the name the doors know them under. */
export type Secrets = Readonly<Record<string, string>>;

/** A call holds one name; anything longer is not one. */
const largestCall = 4096;

export async function startSecretsServer(secrets: Secrets): Promise<SecretsServer> {
  const server: Listening = await listen(0, 'secrets', (request, response) => {
    answer(secrets, request, response).catch(() => refuse(response, 'SerializationException', 'This is not a call.'));
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.close() };
}

async function answer(secrets: Secrets, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['x-amz-target'] !== 'secretsmanager.GetSecretValue') {
    return refuse(response, 'UnknownOperationException', 'Only GetSecretValue is answered here.');
  }
  const id = secretIdIn(await read(request));
  const value = id !== null && Object.hasOwn(secrets, id) ? secrets[id] : undefined;
  if (id === null || value === undefined) {
    return refuse(response, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  send(response, 200, {
    ARN: `arn:aws:secretsmanager:local:000000000000:secret:${id}`,
    Name: id,
    SecretString: value,
    VersionId: '00000000-0000-0000-0000-000000000000',
    VersionStages: ['AWSCURRENT'],
  });
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > largestCall) return '';
  }
  return text;
}

function secretIdIn(body: string): string | null {
  const parsed: unknown = body === '' ? null : JSON.parse(body);
  const isCall = typeof parsed === 'object' && parsed !== null && 'SecretId' in parsed;
  return isCall && typeof parsed.SecretId === 'string' ? parsed.SecretId : null;
}

const refuse = (response: ServerResponse, type: string, message: string): void =>
  send(response, 400, { __type: type, Message: message });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
