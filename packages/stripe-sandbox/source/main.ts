#!/usr/bin/env node
// The command `stripe-sandbox`: reads its options, starts the server and prints how to reach it. It ends with Ctrl-C.
import { parseArgs } from 'node:util';
import { serveSandbox } from './server.ts';

const usage = `stripe-sandbox: a local Stripe on http://localhost.

  --port <number>            port to listen on; 0 takes any free one (default 8788)
  --webhook <url>            where to post events
  --webhook-secret <whsec_…> signs them (default whsec_sandbox)
  --events <type,type>       which events to post (default all)
  --account-name <name>      name on the checkout pages
  --start <ISO time>         where the virtual clock starts (default now)
  --seed <number>            the same seed and requests give the same ids (default 1)
  --help                     print this text
`;

const option = { type: 'string' } as const;

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: option,
      webhook: option,
      'webhook-secret': option,
      events: option,
      'account-name': option,
      start: option,
      seed: option,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return console.info(usage);
  const secret = values['webhook-secret'] ?? 'whsec_sandbox';
  const accountName = values['account-name'];
  const shift = shiftTo(values.start);
  const { url } = await serveSandbox({
    port: numberIn(values.port, 'port', 8788),
    seed: numberIn(values.seed, 'seed', 1),
    now: () => Date.now() + shift,
    endpoints:
      values.webhook === undefined
        ? []
        : [{ url: values.webhook, secret, enabled_events: values.events?.split(',') ?? ['*'] }],
    settings: accountName === undefined ? {} : { accountName },
  });
  console.info(`The Stripe sandbox listens on ${url}. No real money moves.`);
  console.info('Use any secret key that begins with sk_test_ or rk_test_.');
  if (values.webhook !== undefined) console.info(`Events go to ${values.webhook}, signed with ${secret}.`);
}

function numberIn(text: string | undefined, name: string, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new Error(`--${name} takes a whole number.`);
  return Number(text);
}

function shiftTo(start: string | undefined): number {
  if (start === undefined) return 0;
  const startsAt = Date.parse(start);
  if (Number.isNaN(startsAt)) throw new Error('--start takes a time such as 2027-03-10T09:00:00Z.');
  return startsAt - Date.now();
}

await main(process.argv.slice(2)).catch((reason: unknown) => {
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
});
