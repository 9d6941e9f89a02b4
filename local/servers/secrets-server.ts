// A stand-in for AWS Secrets Manager that answers GetSecretValue, PutSecretValue and DescribeSecret, and nothing else, so
// that adapters and commands which run against AWS read and fill their secrets here too. It creates no secret: one that it
// was not given is missing, and one with an empty value counts as never filled. It logs nothing.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { systemClock } from '../../shared/adapters/node/system.ts';
import { secondsOf } from '../../shared/core/time.ts';
import { type Listening, listen } from './listen.ts';

export interface SecretsServer {
  readonly url: string;
  stop(): Promise<void>;
}
/** Secrets by the name that the functions use. An empty text is a secret that was never filled. A put changes it. */
export type Secrets = Record<string, string>;

/** A name and at most a few keys; a longer body is no call of ours. */
const largestCall = 16_384;

interface Shelf {
  valueOf(id: string): string | undefined;
  changedAt(id: string): number;
  put(id: string, value: string): void;
}

/** `keep` is called with every value that was put, so that a local run still has it after a restart. */
export async function startSecretsServer(
  secrets: Secrets,
  keep: (id: string, value: string) => void = () => {},
): Promise<SecretsServer> {
  const shelf = openShelf(secrets, keep);
  const server: Listening = await listen(0, 'secrets', (request, response) => {
    answer(shelf, request, response).catch(() => refuse(response, 'SerializationException', 'This is not a call.'));
  });
  return { url: `http://127.0.0.1:${server.port}`, stop: () => server.close() };
}

function openShelf(secrets: Secrets, keep: (id: string, value: string) => void): Shelf {
  const began = systemClock.now();
  const putAt = new Map<string, number>();
  return {
    valueOf: (id) => (Object.hasOwn(secrets, id) ? secrets[id] : undefined),
    changedAt: (id) => putAt.get(id) ?? began,
    put(id, value) {
      secrets[id] = value;
      putAt.set(id, systemClock.now());
      keep(id, value);
    },
  };
}

const callIn = z.object({ SecretId: z.string(), SecretString: z.optional(z.string()) });

async function answer(shelf: Shelf, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = String(request.headers['x-amz-target']);
  if (!answered.includes(target)) return refuse(response, 'UnknownOperationException', 'That is not answered here.');
  const { SecretId: id, SecretString: put } = callIn.parse(JSON.parse(await read(request)));
  const value = shelf.valueOf(id);
  if (value === undefined) return refuse(response, 'ResourceNotFoundException', missing);
  const named = { ARN: `arn:aws:secretsmanager:local:000000000000:secret:${id}`, Name: id };
  if (target === describing) return send(response, 200, { ...named, LastChangedDate: secondsOf(shelf.changedAt(id)) });
  if (target === putting) {
    shelf.put(id, put ?? '');
    return send(response, 200, { ...named, ...version });
  }
  // As in AWS: a secret without a value is answered like one that is not there.
  if (value === '') return refuse(response, 'ResourceNotFoundException', missing);
  send(response, 200, { ...named, SecretString: value, ...version });
}

const [putting, describing] = ['secretsmanager.PutSecretValue', 'secretsmanager.DescribeSecret'];
const answered = ['secretsmanager.GetSecretValue', putting, describing];

const missing = "Secrets Manager can't find the specified secret.";
const version = { VersionId: '00000000-0000-0000-0000-000000000000', VersionStages: ['AWSCURRENT'] };

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > largestCall) return '';
  }
  return text;
}

const refuse = (response: ServerResponse, type: string, message: string): void =>
  send(response, 400, { __type: type, Message: message });

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
}
