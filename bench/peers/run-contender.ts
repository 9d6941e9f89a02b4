// One contender in a process of its own, through all cells: `node run-contender.ts <name> <surroundings as JSON>`. It
// warms up first, then prints one line of JSON per cell.
import Stripe from 'stripe';
import { inParallel } from '../../shared/actions/in-parallel.ts';
import { openBetterAuth } from './better-auth.ts';
import { type Cell, type CellResult, cells } from './cells.ts';
import { type Contender, type NewSupporter, type SignedEvent, type Surroundings, webhookSecret } from './contender.ts';
import { openFloor } from './floor.ts';
import { openMainstay } from './mainstay.ts';
import { openSyncEngine } from './sync-engine.ts';

const contenders: Readonly<Record<string, (surroundings: Surroundings) => Promise<Contender>>> = {
  mainstay: openMainstay,
  'sync-engine': openSyncEngine,
  'better-auth': openBetterAuth,
  floor: openFloor,
};
const [, , name = '', text = '{}'] = process.argv;
const surroundings: Surroundings = JSON.parse(text);
const open = contenders[name];
if (open === undefined) throw new Error(`no contender ${name}`);
const contender = await open(surroundings);
const supporters: readonly NewSupporter[] = await command('supporters');

const warm: Cell = { stripeMilliseconds: 0, atOnce: 4, together: false, supporters: 40 };
for (const cell of [warm, { ...warm, together: true }]) await measure(cell);
for (const cell of cells) console.log(JSON.stringify(await measure(cell)));
await contender.close();
process.exit(0);

async function measure(cell: Cell): Promise<CellResult> {
  const some = supporters.slice(0, cell.supporters);
  await contender.reset(some);
  // Signed beforehand: Stripe does that, not we.
  const signed = some.map((supporter) => supporter.events.map((body) => sign(contender.eventOf(supporter, body))));
  await command(`delay/${cell.stripeMilliseconds}`);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await inParallel(signed, cell.atOnce, async (events) => {
    if (cell.together) return contender.answerTogether(events);
    for (const event of events) await contender.answer(event);
  });
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const stripeReads: number = await command('reads');
  return { seconds, cpuMilliseconds: (user + system) / 1000, stripeReads, right: await contender.countRight(some) };
}

function sign(body: string): SignedEvent {
  const { id }: { id: string } = JSON.parse(body);
  return { id, body, signature: Stripe.webhooks.generateTestHeaderString({ payload: body, secret: webhookSecret }) };
}

async function command(path: string) {
  return (await fetch(`${surroundings.stripe}/_bench/${path}`)).json();
}
