// The mailer of SMTP where it differs from that of SES: nothing is sent without TLS and a certificate for the host, what fails
// before the message is handed over never left, and only a mailbox that does not exist bounces.
import { afterEach, describe, expect, test } from 'vitest';
import { systemChance, systemClock } from '../../../shared/adapters/node/system.ts';
import { smtpMailer } from '../../../shared/adapters/smtp/mailer.ts';
import { parseEmail } from '../../../shared/core/email.ts';
import { known } from '../../../shared/core/ids.ts';
import { login, type SmtpProvider, startProvider } from '../../support/smtp-provider.ts';

const address = (text: string) => known(parseEmail(text));
const [sender, reader] = [{ address: address('post@a.example'), name: 'Post' }, address('anna@b.example')];
const message = { subject: 'Hello', text: '.\n..\nText\n', html: '<p>Text</p>', unsubscribeUrl: null };

const open: SmtpProvider[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});
async function provider(wanted: Parameters<typeof startProvider>[0] = {}): Promise<SmtpProvider> {
  const started = await startProvider(wanted);
  open.push(started);
  return started;
}
const send = ({ server }: Pick<SmtpProvider, 'server'>, to = reader, credentials = login) =>
  smtpMailer({ server, credentials: async () => credentials, clock: systemClock, chance: systemChance }, sender).send(
    to,
    message,
  );

describe('TLS', () => {
  test.each([
    ['by STARTTLS', false],
    ['from the first byte', true],
  ])('%s carries the message', async (_how, secure) => {
    const started = await provider({ secure });
    expect(await send(started)).toBe('sent');
    expect(started.messages).toHaveLength(1);
  });

  test.each<[string, Parameters<typeof startProvider>[0]]>([
    ['does not offer STARTTLS', { disabledCommands: ['STARTTLS'] }],
    ['has the certificate of another host', { certificateFor: '127.0.0.2' }],
    ['has it from the first byte', { certificateFor: '10.0.0.1', secure: true }],
  ])('a server that %s gets no login and no message', async (_what, wanted) => {
    const started = await provider(wanted);
    expect(await send(started)).toBe('throttled');
    expect([started.steps, started.messages]).toEqual([[], []]);
  });

  test('a certificate that nobody vouches for is not believed', async () => {
    const started = await provider();
    expect(await send({ server: { url: started.server.url } })).toBe('throttled');
    expect(started.steps).toEqual([]);
  });
});

describe('an answer', () => {
  test.each([
    ['sender', '421 4.7.0 too many connections', 'throttled'],
    ['sender', '550 5.7.1 not your address', 'throttled'],
    ['recipient', '450 4.2.1 busy', 'throttled'],
    ['recipient', '452 4.2.2 full', 'throttled'],
    ['recipient', '550 5.1.1 anna@b.example is unknown', 'bounced'],
    ['recipient', '550 5.1.10 null MX', 'bounced'],
    ['recipient', '550 5.1.8 your host', 'refused'],
    ['recipient', '550 5.7.1 relaying denied', 'refused'],
    ['recipient', '550 no such user', 'refused'],
    ['recipient', '552 5.2.2 full', 'refused'],
    ['message', '421 4.3.2 shutting down', 'throttled'],
    ['message', '550 5.1.1 unknown', 'refused'],
    ['message', '554 5.6.0 spam', 'refused'],
    ['auth', '535 5.7.8 wrong', 'throttled'],
    ['auth', '454 4.7.0 later', 'throttled'],
  ] as const)('at %s of "%s" is %s', async (step, answer, outcome) => {
    const started = await provider({ mood: { [step]: answer } });
    expect(await send(started)).toBe(outcome);
    expect(started.messages).toEqual([]);
    expect(started.steps.filter((each) => each === step)).toHaveLength(1);
  });

  test('of a server that hangs up before the message: nothing left', async () => {
    for (const step of ['auth', 'sender', 'recipient'] as const) {
      expect([step, await send(await provider({ mood: { [step]: 'hangs-up' } }))]).toEqual([step, 'throttled']);
    }
  });
  test('of a server that hangs up after it has the message is none: nobody knows', async () => {
    await expect(send(await provider({ mood: { message: 'hangs-up' } }))).rejects.toThrow('did not answer');
  });
});

test('nobody listens there: it is as busy as any outage', async () => {
  expect(await send({ server: { url: 'smtp://127.0.0.1:9' } })).toBe('throttled');
});

test('a login that the provider does not know sends nothing', async () => {
  const started = await provider();
  expect(await send(started, reader, { ...login, password: 'old' })).toBe('throttled');
  expect(started.steps).toEqual(['auth']);
});

test('the source of a message names neither this software nor the machine, and no line is too long', async () => {
  const started = await provider();
  await send(started);
  const [raw = ''] = started.messages;
  expect(raw).not.toMatch(/mainstay|nodemailer|node|x-mailer/i);
  expect(raw).toMatch(/^Message-ID: <[\w-]{16,}@a\.example>\r$/m);
  expect(raw).toMatch(/^Date: \w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000\r$/m);
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
});
