// A stand-in for CloudFront's KeyValueStore on a socket, as far as its client uses it: the ETag, entries, and
// changes that name the ETag they were made for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CloudFrontKeyValueStoreClient } from '@aws-sdk/client-cloudfront-keyvaluestore';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { listen } from '../../local/servers/listen.ts';
import { type PassKeyStore, passKeyStore } from '../../operations/account/pass-key-store.ts';

export const storeArn = 'arn:aws:cloudfront::000000000000:key-value-store/11111111-2222-3333-4444-555555555555';

export interface PassKeyServer {
  readonly store: PassKeyStore;
  readonly entries: Map<string, string>;
  stop(): Promise<void>;
}

export async function startPassKeyServer(): Promise<PassKeyServer> {
  const entries = new Map<string, string>();
  let state = 1;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, , , , key] = (request.url ?? '').split('?')[0]?.split('/') ?? [];
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += String(piece);
    const say = (status: number, said: object) =>
      response.writeHead(status, { 'content-type': 'application/json', etag: `E${state}` }).end(JSON.stringify(said));
    const facts = { ItemCount: entries.size, TotalSizeInBytes: 0 };
    if (request.method === 'GET' && request.url?.includes('/keys')) {
      return void say(200, { Items: [...entries].map(([Key, Value]) => ({ Key, Value })) });
    }
    if (request.method === 'GET') return void say(200, { ...facts, KvsARN: storeArn, Created: 1 });
    if (request.headers['if-match'] !== `E${state}`) return void say(409, { Message: 'changed meanwhile' });
    state += 1;
    if (request.method === 'PUT') entries.set(decodeURIComponent(key ?? ''), String(JSON.parse(body).Value));
    else entries.delete(decodeURIComponent(key ?? ''));
    say(200, facts);
  };
  const server = await listen(0, 'the key store', (request, response) => void answer(request, response));
  const client = new CloudFrontKeyValueStoreClient({
    ...localAccess,
    endpoint: `http://localhost:${server.port}`,
    // The client puts the account's number in front of the host.
    requestHandler: onThisMachine(),
  });
  return {
    store: passKeyStore(storeArn, client),
    entries,
    async stop() {
      client.destroy();
      await server.close();
    },
  };
}

function onThisMachine(): NodeHttpHandler {
  const handler = new NodeHttpHandler();
  const handle = handler.handle.bind(handler);
  handler.handle = (request, options) => handle(Object.assign(request, { hostname: '127.0.0.1' }), options);
  return handler;
}
