// What every adapter of the mail port keeps, whoever carries the message: the same content and headers arrive, each outcome means
// what the port says, nothing is tried twice, and no error repeats an address. SES is a small server that answers as AWS
// documents, SMTP is `smtp-server` with TLS and a login.
import { createServer, type RequestListener } from 'node:http';
import { simpleParser } from 'mailparser';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { createMailClient, sesMailer } from '../../shared/adapters/aws/mailer.ts';
import { systemChance, systemClock } from '../../shared/adapters/node/system.ts';
import { smtpMailer } from '../../shared/adapters/smtp/mailer.ts';
import { parseEmail } from '../../shared/core/email.ts';
import { known } from '../../shared/core/ids.ts';
import type { MailMessage } from '../../shared/core/message.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import { login, startProvider } from '../support/smtp-provider.ts';

const address = (text: string) => known(parseEmail(text));
const reader = address('anna@bücher.example');
const senders = {
  plain: { address: address('post@a.example'), name: 'Post "x"' },
  cyrillic: { address: address('post@новости.рф'), name: 'Почта независимой редакции, которая пишет читателям' },
};
const message: MailMessage = {
  subject: 'Тема, длинная как строка, которую почтовые программы складывают',
  text: `Text.\n${'длинная строка '.repeat(90)}\n`,
  html: `<p>${'длинная строка '.repeat(90)}</p>`,
  unsubscribeUrl: `https://a.example/v1/reminders/cancel/${'t'.repeat(43)}`,
};

interface Arrived {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Plug {
  readonly mailer: Mailer;
  /** How often the service was given a message. */
  requests(): number;
  arrived(): Promise<Arrived>;
}
type Mood = 'takes' | 'busy' | 'refuses' | 'loses';
type Open = (mood: Mood, sender?: keyof typeof senders) => Promise<Plug>;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const simpleIn = z.object({
  FromEmailAddress: z.string(),
  Destination: z.object({ ToAddresses: z.array(z.string()) }),
  Content: z.object({
    Simple: z.object({
      Subject: z.object({ Data: z.string() }),
      Body: z.object({ Text: z.object({ Data: z.string() }), Html: z.object({ Data: z.string() }) }),
      Headers: z.array(z.object({ Name: z.string(), Value: z.string() })),
    }),
  }),
});
const refusal = (status: number, type: string): Parameters<typeof answerWith> => [
  status,
  { type, text: '{"message":"no"}' },
];
const answerWith =
  (status: number, { type, text }: { readonly type: string; readonly text: string }): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type }).end(text);
const sesMoods: Readonly<Record<Mood, RequestListener>> = {
  takes: answerWith(200, { type: '', text: '{"MessageId":"m"}' }),
  busy: answerWith(...refusal(429, 'TooManyRequestsException')),
  refuses: answerWith(...refusal(400, 'MessageRejected')),
  loses: (request) => void request.socket.destroy(),
};

const openSes: Open = async (mood, sender = 'plain') => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      bodies.push(body);
      sesMoods[mood](request, response);
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const listening = server.address();
      resolve(typeof listening === 'object' && listening !== null ? listening.port : 0);
    });
  });
  const client = createMailClient({ ...localAccess, endpoint: `http://127.0.0.1:${port}` });
  closing.push(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return {
    mailer: sesMailer(client, senders[sender]),
    requests: () => bodies.length,
    async arrived() {
      const { FromEmailAddress: from, Destination, Content } = simpleIn.parse(JSON.parse(bodies[0] ?? ''));
      const { Subject, Body, Headers } = Content.Simple;
      const headers = Object.fromEntries(Headers.map(({ Name, Value }) => [Name, Value]));
      const [to = ''] = Destination.ToAddresses;
      return { from, to, subject: Subject.Data, text: Body.Text.Data, html: Body.Html.Data, headers };
    },
  };
};

const smtpMoods = {
  takes: {},
  busy: { message: '451 4.3.0 later' },
  refuses: { message: '554 5.7.1 no' },
  loses: { message: 'hangs-up' },
};

const openSmtp: Open = async (mood, sender = 'plain') => {
  const provider = await startProvider({ mood: smtpMoods[mood] });
  closing.push(provider.stop);
  const needs = { server: provider.server, credentials: async () => login, clock: systemClock, chance: systemChance };
  return {
    mailer: smtpMailer(needs, senders[sender]),
    requests: () => provider.steps.filter((step) => step === 'message').length,
    async arrived() {
      const [raw = ''] = provider.messages;
      const headerOf = (name: string): string =>
        new RegExp(`^${name}: ((?:.|\\r\\n )+)\\r$`, 'm').exec(raw)?.[1]?.replaceAll('\r\n', '') ?? '';
      const parsed = await simpleParser(raw);
      return {
        from: headerOf('From'),
        to: headerOf('To'),
        subject: parsed.subject ?? '',
        text: parsed.text ?? '',
        html: typeof parsed.html === 'string' ? parsed.html : '',
        headers: Object.fromEntries(
          ['List-Unsubscribe', 'List-Unsubscribe-Post'].map((name) => [name, headerOf(name)]),
        ),
      };
    },
  };
};

describe.each<[string, Open]>([
  ['SES', openSes],
  ['SMTP', openSmtp],
])('the mailer of %s', (_name, open) => {
  test('brings the message whole: both parts, the subject, and both headers of one-click', async () => {
    const { mailer, arrived } = await open('takes');
    expect(await mailer.send(reader, message)).toBe('sent');
    const { subject, text, html, unsubscribeUrl } = message;
    expect(await arrived()).toEqual({
      from: '"Post x" <post@a.example>',
      to: 'anna@xn--bcher-kva.example',
      subject,
      text,
      html,
      headers: {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
  });

  test('writes a sender outside ASCII in encoded words, each whole and short enough, and its host in ASCII', async () => {
    const { mailer, arrived } = await open('takes', 'cyrillic');
    await mailer.send(reader, message);
    const { from } = await arrived();
    const [, name = '', mailbox] = /^(.*) <(.*)>$/.exec(from) ?? [];
    expect(mailbox).toBe('post@xn--b1amnebsh.xn--p1ai');
    const shown = name.split(' ').map((each) => /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(each)?.[1] ?? '');
    expect(shown.map((each) => Buffer.from(each, 'base64').toString()).join('')).toBe(senders.cyrillic.name);
    for (const each of name.split(' ')) expect(each.length).toBeLessThanOrEqual(75);
  });

  test.each<[Mood, string]>([
    ['busy', 'throttled'],
    ['refuses', 'refused'],
  ])('a service that is %s: %s, and nothing is tried twice', async (mood, outcome) => {
    const { mailer, requests } = await open(mood);
    expect(await mailer.send(reader, message)).toBe(outcome);
    expect(requests()).toBe(1);
  });

  test('where no answer comes nobody knows: it throws, once, and the error holds no address', async () => {
    const { mailer, requests } = await open('loses');
    const thrown = await mailer.send(reader, message).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Error);
    expect(`${thrown}`).not.toMatch(/anna|a\.example|bcher/);
    expect(requests()).toBe(1);
  });
});
