// Runs in each fresh process of the cold-start bench: imports one bundle, calls its handler once, and prints how long
// both took. It is bundled before it is run, so that no type stripping is in the figures.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lambdaContext } from '../../local/environment/lambda-context.ts';

const [, , bundle = '', eventFile = ''] = process.argv;
const event: unknown = JSON.parse(readFileSync(eventFile, 'utf8'));
const context = lambdaContext('bench', 'bench', 300);
const load = createRequire(bundle);
// Lambda opens the output before it loads a handler; here the first line written would count.
process.stdout.write('');

const cpuBefore = process.cpuUsage();
const begun = process.hrtime.bigint();
const { handler } = load(bundle);
const answer: unknown = await handler(event, context);
const milliseconds = Number(process.hrtime.bigint() - begun) / 1e6;
const cpu = process.cpuUsage(cpuBefore);

process.stdout.write(
  `\n${JSON.stringify({ milliseconds, cpuMilliseconds: (cpu.user + cpu.system) / 1000, answer })}`,
  () => process.exit(0),
);
