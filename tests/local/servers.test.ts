// The small servers of a local run: who may reach them, and what a taken port looks like.
import { createServer } from 'node:net';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, describe, expect, test } from 'vitest';
import { isOwnHost } from '../../local/servers/hosts.ts';
import { type Listening, listen } from '../../local/servers/listen.ts';
import { startMailServer } from '../../local/servers/mail-server.ts';
import { type SecretsServer, startSecretsServer } from '../../local/servers/secrets-server.ts';
import { call } from '../support/local-call.ts';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});
const keep = <T extends { close(): unknown }>(each: T): T => {
  open.push(each);
  return each;
};

describe('listening', () => {
  test('is on this machine only, and on both ways to say localhost', async () => {
    const server: Listening = keep(await listen(0, 'a test', (_request, response) => response.end('here')));
    expect(await (await fetch(`http://localhost:${server.port}/`)).text()).toBe('here');
    expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe('here');
    const outside = await import('node:os').then(({ networkInterfaces }) =>
      Object.values(networkInterfaces())
        .flatMap((each) => each ?? [])
        .find((each) => !each.internal && each.family === 'IPv4'),
    );
    if (outside !== undefined) {
      await expect(
        fetch(`http://${outside.address}:${server.port}/`, { signal: AbortSignal.timeout(2000) }),
      ).rejects.toThrow();
    }
  });

  test.each(['127.0.0.1', '::1'])('a port taken on %s is one sentence that names it', async (host) => {
    const taken = createServer();
    const port = await new Promise<number | null>((resolve) => {
      taken.once('error', () => resolve(null));
      taken.listen(0, host, () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address !== null ? address.port : null);
      });
    });
    // A machine without IPv6 has no second half to be taken.
    if (port === null) return;
    keep({ close: () => taken.close() });
    await expect(listen(port, 'the newsroom', () => undefined)).rejects.toThrow(
      `Port ${port} (the newsroom) is already in use. Stop what uses it, or choose others: PORT=9000 npm start`,
    );
  });

  test('ends at once, also while a browser holds a connection', async () => {
    const server = await listen(0, 'a test', (_request, response) => void response.write('begun'));
    const answer = await fetch(`http://127.0.0.1:${server.port}/`);
    const began = performance.now();
    await server.close();
    expect(performance.now() - began).toBeLessThan(2000);
    await expect(answer.text()).rejects.toThrow();
  });
});

describe('the name a request came under', () => {
  test.each(['localhost:8787', 'LOCALHOST:8787', '127.0.0.1:8787', '[::1]:8787'])('%s is ours', (host) => {
    expect(isOwnHost(host, 8787)).toBe(true);
  });
  test.each([
    undefined,
    '',
    'localhost',
    'localhost:8788',
    'evil.example',
    'evil.example:8787',
    'localhost.evil.example:8787',
    '127.0.0.1.evil.example:8787',
    'localhost:8787.evil.example',
    'evil@localhost:8787',
    '0.0.0.0:8787',
    '127.0.0.2:8787',
    '[::]:8787',
    ' localhost:8787',
  ])('"%s" is refused', (host) => {
    expect(isOwnHost(host, 8787)).toBe(false);
  });
  test('on port 80 browsers leave the port out', () => {
    expect(isOwnHost('localhost', 80)).toBe(true);
    expect(isOwnHost('localhost', 8787)).toBe(false);
  });
});

describe('the secrets server', () => {
  async function start(
    secrets: Record<string, string>,
  ): Promise<{ server: SecretsServer; client: SecretsManagerClient }> {
    const server = await startSecretsServer(secrets);
    keep({ close: () => server.stop() });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    return {
      server,
      client: new SecretsManagerClient({ region: 'local', endpoint: server.url, credentials, maxAttempts: 1 }),
    };
  }
  test('answers the SDK with the secret of that name', async () => {
    const { client } = await start({ 'local/stripe': '{"key":"sk_test_1"}' });
    const answer = await client.send(new GetSecretValueCommand({ SecretId: 'local/stripe' }));
    expect(answer).toMatchObject({ Name: 'local/stripe', SecretString: '{"key":"sk_test_1"}' });
    expect(answer.ARN).toContain('local/stripe');
  });
  test.each(['local/other', 'toString', '__proto__', ''])('has nothing under "%s"', async (SecretId) => {
    const { client } = await start({ 'local/stripe': 'x' });
    await expect(client.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
  test('answers no other call, and lives through nonsense', async () => {
    const { server } = await start({ 'local/stripe': 'x' });
    const port = Number(new URL(server.url).port);
    const headers = { 'x-amz-target': 'secretsmanager.GetSecretValue' };
    expect(await call(port, { method: 'POST', path: '/', headers, body: '{"Secret' })).toMatchObject({ status: 400 });
    expect(await call(port, { method: 'POST', path: '/', headers, body: `"${'x'.repeat(9000)}"` })).toMatchObject({
      status: 400,
    });
    const listing = { 'x-amz-target': 'secretsmanager.ListSecrets' };
    const said = await call(port, { method: 'POST', path: '/', headers: listing, body: '{}' });
    expect(said).toMatchObject({ status: 400, body: expect.stringContaining('UnknownOperationException') });
  });
});

test('a mail server shows what it was sent, and nothing of another one in the same process', async () => {
  const servers = [await startMailServer(0), await startMailServer(0)];
  try {
    const [first = '', second = ''] = servers.map(({ endpoint }) => endpoint);
    const text = { Data: 'a reminder' };
    const sent = await fetch(`${first}/v2/email/outbound-emails`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'AWS4-HMAC-SHA256 Credential=local' },
      body: JSON.stringify({
        FromEmailAddress: 'news@example.org',
        Destination: { ToAddresses: ['reader@example.org'] },
        Content: { Simple: { Subject: text, Body: { Text: text } } },
      }),
    });
    expect(sent.status).toBe(200);
    const stores = await Promise.all([first, second].map(async (each) => (await fetch(`${each}/store`)).text()));
    expect(stores.map((each) => each.includes('reader@example.org'))).toEqual([true, false]);
  } finally {
    await Promise.all(servers.map((each) => each.stop()));
  }
});
