// One cold start in a process of its own, which knows nothing of this machine but the environment it is handed. It refuses
// one that did not succeed: a quick failure would be measured as a quick function.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { functionEnvironment } from '../../local/environment/functions.ts';
import { site } from '../lambda-events.ts';

export interface Start {
  /** Import and first call together, on the wall. */
  readonly milliseconds: number;
  /** Of all threads: a busy machine does not stretch it, and it is what a Lambda gets little of. */
  readonly cpuMilliseconds: number;
}
type Environment = Record<string, string>;
interface Bundle {
  readonly folder: string;
  /** `<side>/<function>/index.js`, called with `<function>.event.json`. */
  readonly side: string;
  readonly functionName: string;
}
const run = promisify(execFile);

export async function startOnce(env: Environment, { folder, functionName, side }: Bundle): Promise<Start> {
  const files = ['first-call.mjs', join(side, functionName, 'index.js'), `${functionName}.event.json`];
  const started = run(
    process.execPath,
    files.map((file) => join(folder, file)),
    { env, timeout: 30_000 },
  );
  // A stack of a minified bundle is megabytes; its end says what broke.
  const { stdout } = await started.catch((broken: Error) => {
    throw new Error(`${functionName} (${side}) broke: ${broken.message.slice(-500)}`);
  });
  const shown: Start & { answer?: object } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
  if (!hasSucceeded(shown.answer)) throw new Error(`${functionName} (${side}) did not succeed: ${stdout.slice(-2000)}`);
  return shown;
}

/** Everything that any function is told, with the canned server in the place of all others. */
export function environmentAt(url: string): Environment {
  const queueUrl = `${url}/000000000000/bench.fifo`;
  const mailQueueUrl = `${url}/000000000000/letters`;
  const ours = { site, table: 'bench', queueUrl, mailQueueUrl };
  const places = { ...ours, dynamodb: url, sqs: url, mail: url, secrets: url, stripeApi: url };
  return Object.fromEntries(
    Object.entries(functionEnvironment(places)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** A timer answers nothing: it is well if it did not throw. */
function hasSucceeded(answer: object | undefined): boolean {
  if (answer === undefined) return true;
  if ('statusCode' in answer) return Number(answer.statusCode) < 300;
  return 'batchItemFailures' in answer && JSON.stringify(answer.batchItemFailures) === '[]';
}
