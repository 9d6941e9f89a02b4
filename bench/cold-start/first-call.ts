// What runs in each fresh process of the cold-start bench: import one bundle, call its handler once, and tell how long
// both took. It is bundled before it is run, so that no type stripping stands in the figures.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { lambdaContext } from '../../local/environment/lambda-context.ts';

const [, , bundle = '', eventFile = ''] = process.argv;
const event: unknown = JSON.parse(readFileSync(eventFile, 'utf8'));
const context = lambdaContext('bench', 'bench', 300);
const load = createRequire(bundle);
// Lambda has the output open before a handler is loaded; here the first line written would pay for it.
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
