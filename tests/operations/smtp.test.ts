// The commands on a stage that sends by SMTP, against a provider that answers as providers do: the credentials are stored only
// after a login, every refusal is a sentence with its remedy, and nothing that was passed is printed.
import { afterEach, describe, expect, test } from 'vitest';
import { passedCredentials } from '../../operations/account/smtp-credentials.ts';
import { checkSmtp, checkSmtpServer } from '../../operations/doctor/check-smtp.ts';
import { smtpRotation } from '../../operations/rotate/rotate-smtp.ts';
import { planSmtp } from '../../operations/setup/plan-smtp.ts';
import { setUp } from '../../operations/setup/set-up.ts';
import { openCommandStage } from '../support/command-stage.ts';
import { login, startProvider } from '../support/smtp-provider.ts';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.stop()));
});
type Wanted = Parameters<typeof startProvider>[0];

/** A stage whose provider is the given one, or one that is gone. */
async function stageWith(wanted: Wanted | null, stored?: object) {
  const provider = wanted === null ? null : await startProvider(wanted);
  const command = await openCommandStage(stored === undefined ? {} : { Smtp: stored });
  open.push(command, ...(provider === null ? [] : [provider]));
  const server = provider?.server ?? { url: 'smtp://127.0.0.1:9' };
  const target = { ...command.target, smtp: server };
  const rotating = {
    ...command.needs,
    ...{ target, smtpCredentials: login, reach: fetch, stripe: async () => command.needs.stripe },
    rows: { countPeppered: async () => new Map(), countSealed: async () => 0 },
  };
  const needs = { ...command.needs, target, smtpCredentials: login };
  return { ...command, provider, server, needs, rotation: smtpRotation(rotating), rotating };
}
const old = { user: 'old', password: 'old-password' };

const refusals: readonly (readonly [string, Wanted | null, RegExp])[] = [
  ['knows no such login', { mood: { auth: '535 5.7.8 no' } }, /refuses the login \(535\)/],
  ['has no time', { mood: { auth: '454 4.7.0 later' } }, /refuses the login \(454\)/],
  ['hangs up at the login', { mood: { auth: 'hangs-up' } }, /did not answer the login/],
  ['has no TLS', { disabledCommands: ['STARTTLS'] }, /does not begin TLS by STARTTLS/],
  ['has the certificate of another', { certificateFor: '10.0.0.1' }, /has no valid certificate/],
  ['is not there', null, /does not answer/],
];

describe.each(refusals)('a provider that %s', (_what, wanted, sentence) => {
  test('is a problem of setup with a remedy, and nothing is stored', async () => {
    const { needs, secrets } = await stageWith(wanted);
    const [found] = await planSmtp(needs);
    expect(found).toMatchObject({ state: 'problem', is: expect.stringMatching(sentence), remedy: expect.anything() });
    expect(secrets['stage/Smtp']).toBe('');
  });
  test('is a problem of doctor', async () => {
    const { needs, server } = await stageWith(wanted, login);
    expect(await checkSmtp(server, needs)).toMatchObject([{ state: 'problem', is: expect.stringMatching(sentence) }]);
  });
  test('keeps rotate from storing what was passed', async () => {
    const { rotation, json } = await stageWith(wanted, old);
    await expect(rotation.begin()).rejects.toThrow(/^Nothing was changed: /);
    expect(json('Smtp')).toEqual(old);
  });
});

test('setup stores the credentials after a login, prints none of them, and then has nothing to do', async () => {
  const { needs, json, said, provider } = await stageWith({});
  expect(await setUp(needs, { isSure: true })).toBe(true);
  expect(json('Smtp')).toEqual(login);
  expect(provider?.steps).toEqual(['auth']);
  const printed = said();
  expect(printed).toContain('Secret Smtp');
  for (const each of Object.values(login)) expect(printed).not.toContain(each);
  await setUp({ ...needs, smtpCredentials: null }, { isSure: true });
  expect(said()).toContain('Nothing to change');
});

test('without credentials setup says how to pass them; a secret of another shape is a problem', async () => {
  const { needs } = await stageWith({});
  const [empty] = await planSmtp({ ...needs, smtpCredentials: null });
  expect(empty).toMatchObject({ state: 'problem', remedy: expect.stringContaining('SMTP_USER=… SMTP_PASSWORD=…') });
  for (const shape of [{}, { user: 'a' }, { user: '', password: 'b' }, { user: 'a\r\nb', password: 'c' }]) {
    const broken = await stageWith({}, shape);
    expect(await planSmtp(broken.needs)).toMatchObject([{ state: 'problem' }]);
    expect(await checkSmtp(broken.server, broken.needs)).toMatchObject([{ state: 'problem' }]);
  }
});

test('a stage that sends through SES has no such secret, and nothing to rotate', async () => {
  const { needs } = await stageWith({});
  const ofSes = { ...needs, target: { ...needs.target, smtp: null } };
  expect(await planSmtp(ofSes)).toEqual([]);
  const { rotating } = await stageWith({});
  await expect(smtpRotation({ ...rotating, target: ofSes.target }).begin()).rejects.toThrow('sends through SES');
});

test('doctor is content with a login, and says so of an empty secret', async () => {
  const filled = await stageWith({}, login);
  expect(await checkSmtp(filled.server, filled.needs)).toMatchObject([{ state: 'ok' }]);
  const empty = await stageWith({});
  expect(await checkSmtp(empty.server, empty.needs)).toMatchObject([
    { state: 'problem', is: expect.stringContaining('never filled') },
  ]);
});

test('rotate replaces the old credentials, and says from when on they can go', async () => {
  const { rotation, json } = await stageWith({}, old);
  expect((await rotation.begin()).next).toMatch(/^From \d{4}-.*Z on, remove the old ones/);
  expect(json('Smtp')).toEqual(login);
  await expect(rotation.finish({ isFinishing: true, isAtOnce: false })).rejects.toThrow('nothing to finish');
});

describe('preflight, which has no credentials yet,', () => {
  test('asks whether TLS begins, and logs in nowhere', async () => {
    const { server, provider } = await stageWith({});
    expect(await checkSmtpServer(server)).toMatchObject([{ state: 'ok' }]);
    expect(provider?.steps).toEqual([]);
  });
  test.each(refusals.slice(3))('finds a provider that %s', async (_what, wanted, sentence) => {
    const { server } = await stageWith(wanted);
    const found = await checkSmtpServer(server);
    expect(found).toMatchObject([{ state: 'problem', is: expect.stringMatching(sentence) }]);
  });
});

describe('what the operator passes', () => {
  test('is both or none', () => {
    expect(passedCredentials(null, null)).toBeNull();
    expect(passedCredentials('a', 'b')).toEqual({ user: 'a', password: 'b' });
    expect(() => passedCredentials('a', null)).toThrow('Pass both');
  });
  test.each(['a b', 'ä', 'a\n', ''])('is refused as %j, which is not repeated', (password) => {
    const refused = (): unknown => passedCredentials('user', password);
    expect(refused).toThrow(/printable ASCII/);
  });
});
