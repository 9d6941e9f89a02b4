// What the mailer hands to SES, and what it makes of SES's answers: only without an answer does nobody know whether the
// message left.
import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { localAccess } from '../../../local/servers/dynamodb-table.ts';
import { createMailClient, sesMailer } from '../../../shared/adapters/aws/mailer.ts';
import { parseEmail } from '../../../shared/core/email.ts';
import { known } from '../../../shared/core/ids.ts';

const message = {
  subject: 'Тема',
  text: 'Text',
  html: '<p>Text</p>',
  unsubscribeUrl: 'https://a.example/v1/reminders/cancel/t',
};
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function mailerAt(answer: RequestListener) {
  const server = createServer(answer);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const client = createMailClient({ ...localAccess, endpoint: `http://127.0.0.1:${port}` });
  closing.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return sesMailer(client, { address: to('post@a.example'), name: 'Post "x"' });
}
const to = (text: string) => known(parseEmail(text));
const saying =
  (status: number, type: string): RequestListener =>
  (_request, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
      .end('{"message":"no"}');

test('a message carries both headers of one-click, its own texts, and hosts as SES knows them', async () => {
  let sent = '';
  const mailer = await mailerAt((request, response) => {
    request.setEncoding('utf8').on('data', (piece: string) => {
      sent += piece;
    });
    request.on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"MessageId":"m"}'));
  });
  expect(await mailer.send(to('anna@bücher.example'), message)).toBe('sent');
  expect(JSON.parse(sent)).toMatchObject({
    FromEmailAddress: '"Post x" <post@a.example>',
    Destination: { ToAddresses: ['anna@xn--bcher-kva.example'] },
    Content: {
      Simple: {
        Subject: { Data: 'Тема', Charset: 'UTF-8' },
        Headers: [
          { Name: 'List-Unsubscribe', Value: '<https://a.example/v1/reminders/cancel/t>' },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
      },
    },
  });
});

describe('an answer of SES', () => {
  test.each([
    [400, 'MessageRejected', 'refused'],
    [400, 'BadRequestException', 'refused'],
    [403, 'AccessDeniedException', 'refused'],
    [403, 'AccessDenied', 'refused'],
    [429, 'TooManyRequestsException', 'throttled'],
    [400, 'LimitExceededException', 'throttled'],
    [400, 'SendingPausedException', 'throttled'],
    [400, 'AccountSuspendedException', 'throttled'],
  ] as const)('%d %s is %s: nothing left', async (status, type, outcome) =>
    expect(await (await mailerAt(saying(status, type))).send(to('a@b.example'), message)).toBe(outcome),
  );
  test.each<[string, RequestListener]>([
    ['of 500', saying(500, 'InternalFailure')],
    ['that was cut off', (request) => void request.socket.destroy()],
  ])('%s is thrown, and asked for only once', async (_what, answer) => {
    let requested = 0;
    const mailer = await mailerAt((request, response) => {
      requested += 1;
      answer(request, response);
    });
    await expect(mailer.send(to('a@b.example'), message)).rejects.toThrow();
    expect(requested).toBe(1);
  });
});
