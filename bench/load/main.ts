// `npm run load`: a campaign's first evening at ten times a national newsroom's peak against the local run, then the first of
// the next month, when all who give monthly renew at once. Then every payer must be recognised, and the table must say what
// Stripe says. It ends with 1 where that is not so, or where an answer was a 5xx; no time limit decides.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Cell, columns, tenth } from '../columns.ts';
import { type Arrival, arrive } from './arrivals.ts';
import { compareState } from './compare-state.ts';
import { ratesAt } from './peak.ts';
import { type Addresses, newReader, type Reader } from './reader.ts';
import { newTally } from './tally.ts';
import { lookAt, type Seen, watch } from './watch.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, times: { type: 'string', default: '10' } },
});
const [minutes, times] = [Number(values.minutes), Number(values.times)];
if (!(minutes >= 0.5 && minutes <= 60)) throw new Error('--minutes must be between 0.5 and 60');
if (!(times > 0 && times <= 1000)) throw new Error('--times must be a number up to 1000');

const folder = mkdtempSync(join(tmpdir(), 'mainstay-load-'));
const run = spawn(process.execPath, [join(import.meta.dirname, '../../local/main.ts'), '--state', folder], {
  env: { ...process.env, PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise<void>((resolve) => run.once('exit', () => resolve()));
try {
  process.exitCode = (await load(await siteOf())) ? 0 : 1;
} finally {
  run.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/** Reads on to the end: a pipe that nobody empties would stop the run. */
function siteOf(): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface(run.stdout).on('line', (line) => {
      const [, site] = /^ {2}Open\s+(http\S+)/.exec(line) ?? [];
      if (site !== undefined) resolve(site);
    });
    void ended.then(() => reject(new Error('the local run ended')));
  });
}

async function load(site: string): Promise<boolean> {
  const addresses: { sandbox: string; dynamodb?: string; queue: string } = await (await fetch(`${site}/_local`)).json();
  if (addresses.dynamodb === undefined) throw new Error('the load needs Java 17 or newer, for DynamoDB Local');
  const addressed: Addresses = { site, sandbox: addresses.sandbox };
  const [rates, tally, payers] = [ratesAt(times), newTally(), [] as Reader[]];
  const leave = async () => void (await newReader(addressed, tally).openCheckout('once'));
  let paid = 0;
  const give = async () => {
    const reader = newReader(addressed, tally);
    paid += 1;
    const session = await reader.openCheckout(
      (paid * rates.monthlyShare) % 1 < rates.monthlyShare ? 'monthly' : 'once',
    );
    await reader.comeBack(await reader.pay(session));
    payers.push(reader);
  };
  const askStanding = async () => void (await payers[Math.floor(Math.random() * payers.length)]?.isSupporter());
  const readProgress = async () =>
    void (await tally.timed('read the progress', () => fetch(`${site}/v1/campaigns/ad-free`)));
  const readers: readonly Arrival[] = [
    { perSecond: rates.askStanding, act: askStanding },
    { perSecond: rates.readProgress, act: readProgress },
  ];
  console.log(
    `${times} times a national newsroom's peak, a second: ${tenth(rates.pay)} pay, ${tenth(rates.leave)} open a checkout and leave, ` +
      `${tenth(rates.askStanding)} ask for their standing, ${tenth(rates.readProgress)} read the progress.`,
  );
  const watching = watch(run.pid ?? 0, addresses.queue);
  const evening = await arrive(
    [...readers, { perSecond: rates.pay, act: give }, { perSecond: rates.leave, act: leave }],
    minutes * 48,
  );
  const renewals = post(`${addressed.sandbox}/_sandbox/clock`, { advanceDays: 32 });
  const first = await arrive(readers, minutes * 12);
  await renewals;
  const emptied = await untilEmpty(addresses.queue);
  await watching.stop();

  const recognised = await Promise.all(payers.map((reader) => reader.isSupporter()));
  const strangers = recognised.filter((each) => !each).length;
  const state = await compareState(addressed.sandbox, addresses.dynamodb);
  const broken = [...evening.broken, ...first.broken];
  console.log(
    [
      '',
      columns(['step', 'answers', '4xx', '5xx or none', 'median ms', '99 % ms', 'longest ms'], tally.rows()),
      '',
      columns(['second', 'memory MB', 'messages waiting', 'oldest, s'], everyTwentieth(watching.seen)),
      '',
      `${evening.arrived + first.arrived} readers came; ${evening.notSent + first.notSent} were not sent, because 400 were under way.`,
      `The queue was empty ${tenth(emptied)} s after the last reader.`,
      `${payers.length} paid, ${strangers} of them are not recognised.`,
      `${state.atStripe} payments and memberships at Stripe, ${state.stored} stored, ${state.different} different.`,
      ...new Set(broken.map((each) => `A reader broke off: ${each}`)),
    ].join('\n'),
  );
  return tally.failed() === 0 && broken.length === 0 && strangers === 0 && state.different === 0 && payers.length > 0;
}

function everyTwentieth(seen: readonly Seen[]): Cell[][] {
  const step = Math.max(1, Math.ceil(seen.length / 20));
  return seen
    .filter((_, ref) => ref % step === 0 || ref === seen.length - 1)
    .map(({ second, memory, waiting, oldestSeconds }) => [second, memory, waiting, oldestSeconds]);
}

/** Seconds until nothing waits. Ten minutes are more than any backlog of this load takes. */
async function untilEmpty(queue: string): Promise<number> {
  const begun = performance.now();
  while ((await lookAt(queue)).waiting > 0 && performance.now() - begun < 600_000) await wait(250);
  return (performance.now() - begun) / 1000;
}

async function post(url: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`the sandbox cannot do that: ${await response.text()}`);
}
