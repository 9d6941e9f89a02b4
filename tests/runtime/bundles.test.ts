// The files that Lambda runs, as the build makes them: the size of each, what is in it and what is not, and that
// it answers its first call with the secrets and permissions of its own trust boundary and nothing else.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { openStage, type Stage } from '../../bench/cold-start/stage.ts';
import { environmentAt, startOnce } from '../../bench/cold-start/start-once.ts';
import { trust } from '../../infra/grants.ts';
import { secretNames } from '../../local/environment/secrets.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';

/**
 * Five in a hundred above the current size. A new dependency is ten or more. Before a number is raised here,
 * see in `npm run bench` what it costs at a cold start.
 */
const mostKilobytes: Readonly<Record<FunctionName, number>> = {
  offer: 445,
  checkout: 861,
  recognition: 551,
  'stripe-webhook': 651,
  sync: 736,
  reconcile: 690,
  mail: 580,
  reminders: 528,
};
/** Packages that only these functions may carry. */
const carriedBy: Readonly<Record<string, readonly FunctionName[]>> = {
  stripe: ['checkout', 'stripe-webhook', 'sync', 'reconcile'],
  '@aws-sdk/client-dynamodb': ['offer', 'checkout', 'recognition', 'sync', 'reconcile', 'mail', 'reminders'],
  '@aws-sdk/client-sqs': ['checkout', 'recognition', 'stripe-webhook', 'reconcile', 'reminders'],
  '@aws-sdk/client-sesv2': ['mail'],
  nodemailer: [],
  '@hpke/core': ['checkout', 'recognition', 'mail', 'reminders'],
  '@aws-sdk/client-secrets-manager': functions,
};
const metafile = z.object({ inputs: z.record(z.string(), z.unknown()) });
const run = promisify(execFile);

describe.each(functions)('the bundle of %s', (functionName) => {
  test('is within its size limit', () =>
    expect(bundleOf(functionName).length / 1024).toBeLessThan(mostKilobytes[functionName]));

  test('loads nothing later, and no undici at import', async () => {
    expect(bundleOf(functionName)).not.toMatch(/\bimport\s*\(/);
    const script = `require(process.argv[1]); console.log(JSON.stringify(process.moduleLoadList))`;
    const { stdout } = await run(process.execPath, ['-e', script, fileOf(functionName)], { env: {} });
    // Proof that the list finds anything at all.
    expect(stdout).toContain('NativeModule');
    expect(stdout).not.toContain('internal/deps/undici');
  });

  test('holds no memory adapter, nothing of the local run, the tests or the deploy, and no unchecked settings', () => {
    const ours = inputsOf(functionName).filter((file) => !/(?:^|\/)node_modules\//.test(file));
    expect(ours).toContain(`functions/${functionName}.ts`);
    expect(ours.filter((file) => !/^(?:functions|shared|checked:#settings$)/.test(file))).toEqual([]);
    expect(ours.filter((file) => file.startsWith('shared/adapters/memory/'))).toEqual([]);
    // The build checked them; the schemas that did would be checked again at every cold start.
    expect(ours).not.toContain('shared/api/settings.ts');
  });

  test('carries only the packages of its own work', () => {
    const packages = new Set(inputsOf(functionName).map(packageOf));
    const mine = Object.keys(carriedBy).filter((name) => carriedBy[name]?.includes(functionName));
    expect(Object.keys(carriedBy).filter((name) => packages.has(name))).toEqual(mine);
  });

  test('opens a seal only where messages are written', () => {
    const opens = inputsOf(functionName).filter((file) => file === 'shared/adapters/hpke/opener.ts');
    expect(opens).toHaveLength(functionName === 'mail' ? 1 : 0);
    expect(trust[functionName].secrets.includes('Seal')).toBe(functionName === 'mail');
  });

  test('holds nothing that looks like a secret', () =>
    expect(bundleOf(functionName)).not.toMatch(/(?:[sr]k_(?:live|test)|whsec)_[A-Za-z0-9]{8}/));

  test('answers its first call with the environment and the secrets of its own boundary', async () => {
    stage.server.takeCalls();
    await startOnce(environmentOf(functionName), { folder: stage.folder, functionName, side: 'own' });
    const calls = stage.server.takeCalls();
    const read = calls.flatMap((call) => /GetSecretValue (.*)/.exec(call)?.[1] ?? []);
    const allowed = trust[functionName].secrets.map((name) => namedSecrets[name]);
    expect(read.filter((name) => !allowed.some((each) => each === name))).toEqual([]);
    const speaksTo = (service: string) => calls.some((call) => call.startsWith(service));
    expect(speaksTo('Stripe')).toBe(trust[functionName].secrets.includes('Stripe'));
    // A request for a reminder is queued; its rows are for what a mailbox confirmed.
    const isQueued = functionName === 'reminders';
    expect(speaksTo('DynamoDB')).toBe(trust[functionName].table.length > 0 && !isQueued);
    expect(speaksTo('SQS')).toBe(trust[functionName].syncQueue.includes('sqs:SendMessage') || isQueued);
  });
});

describe('the other bundle of the function mail', () => {
  const [ses, smtp] = ['mail', 'mail-smtp'];
  test('speaks SMTP by nodemailer and carries no client of SES, and the first one the reverse', () => {
    const carried = (bundle: string) => {
      const packages = new Set(inputsOf(bundle).map(packageOf));
      return ['nodemailer', '@aws-sdk/client-sesv2'].filter((each) => packages.has(each));
    };
    expect([carried(ses), carried(smtp)]).toEqual([['@aws-sdk/client-sesv2'], ['nodemailer']]);
    expect(functions.filter((each) => carried(each).includes('nodemailer'))).toEqual([]);
  });
  test('is the same function in all else, and no larger', () => {
    const ours = (bundle: string) =>
      inputsOf(bundle).filter(
        (file) => /^(?:functions|shared)\//.test(file) && !/wire-s|adapters\/(?:aws|smtp|mail)/.test(file),
      );
    expect(ours(smtp).sort()).toEqual(ours(ses).sort());
    expect(bundleOf(smtp).length / 1024).toBeLessThan(mostKilobytes.mail);
    expect(bundleOf(smtp)).not.toMatch(/\bimport\s*\(/);
  });
});

test('recognition reads its secret ahead of need, and survives an answer that never comes', async () => {
  // Nobody listens there. A crash would be reported as "broke".
  const env = { ...environmentOf('recognition'), AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:9' };
  const start = startOnce(env, { folder: stage.folder, functionName: 'recognition', side: 'own' });
  await expect(start).rejects.toThrow(/did not succeed.*"statusCode":500/s);
});

let stage: Stage;
beforeAll(async () => {
  stage = await openStage(['own']);
});
afterAll(() => stage.close());

const namedSecrets = {
  Stripe: secretNames.stripe,
  Webhook: secretNames.webhook,
  Pass: secretNames.pass,
  Pepper: secretNames.pepper,
  Seal: secretNames.seal,
  Sealing: secretNames.sealing,
  Smtp: secretNames.smtp,
  Origin: secretNames.origin,
};
const fileOf = (functionName: string): string => join(stage.folder, 'own', functionName, 'index.js');
const bundleOf = (functionName: string): string => readFileSync(fileOf(functionName), 'latin1');
const inputsOf = (functionName: string): string[] =>
  Object.keys(
    metafile.parse(JSON.parse(readFileSync(join(stage.folder, 'own', `${functionName}.meta.json`), 'utf8'))).inputs,
  );

/** "node_modules/@aws-sdk/core/dist/index.js" → "@aws-sdk/core"; a file of ours is its own name. */
function packageOf(file: string): string {
  const [, inside = ''] = /.*node_modules\/(.*)/.exec(file) ?? [];
  return inside
    .split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A function as `infra` describes it: by its secrets, its rows and its queue. Stripe's address is set on one machine only. */
function environmentOf(functionName: FunctionName): Record<string, string> {
  const { secrets, table, syncQueue, mailQueue, maySendMail } = trust[functionName];
  const withheld = [
    ...Object.keys(namedSecrets)
      .filter((name) => !secrets.some((each) => each === name))
      .map((name) => `${name.toUpperCase()}_SECRET`),
    ...(table.length > 0 ? [] : ['TABLE', 'AWS_ENDPOINT_URL_DYNAMODB']),
    ...(syncQueue.includes('sqs:SendMessage') ? [] : ['SYNC_QUEUE_URL']),
    ...(mailQueue.includes('sqs:SendMessage') ? [] : ['MAIL_QUEUE_URL']),
    ...([...syncQueue, ...mailQueue].includes('sqs:SendMessage') ? [] : ['AWS_ENDPOINT_URL_SQS']),
    ...(maySendMail ? [] : ['AWS_ENDPOINT_URL_SESV2']),
  ];
  const all = Object.entries(environmentAt(stage.server.url));
  return Object.fromEntries(all.filter(([name]) => !withheld.includes(name)));
}
