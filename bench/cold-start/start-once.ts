// One cold start in a process of its own, which gets nothing but the given environment. It refuses a start that did
// not succeed: a quick failure would be measured as a quick function.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { functionEnvironment } from '../../local/environment/functions.ts';
import { site } from '../lambda-events.ts';

export interface Start {
  /** Import and first call together, in elapsed time. */
  readonly milliseconds: number;
  /** Of all threads. A busy machine does not change it, and a small Lambda has little of it. */
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
  // The stack of a minified bundle is megabytes long; its end holds the error.
  const { stdout } = await started.catch((broken: Error) => {
    throw new Error(`${functionName} (${side}) broke: ${broken.message.slice(-500)}`);
  });
  const shown: Start & { answer?: object } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n')));
  if (!hasSucceeded(shown.answer)) throw new Error(`${functionName} (${side}) did not succeed: ${stdout.slice(-2000)}`);
  return shown;
}

/** The whole environment of every function, with the canned server in place of all others. */
export function environmentAt(url: string): Environment {
  const queueUrl = `${url}/000000000000/bench.fifo`;
  const mailQueueUrl = `${url}/000000000000/mail`;
  const ours = { site, table: 'bench', queueUrl, mailQueueUrl };
  const addresses = { ...ours, dynamodb: url, sqs: url, mail: url, secrets: url, stripeApi: url };
  return Object.fromEntries(
    Object.entries(functionEnvironment(addresses)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** A scheduled function answers nothing: it succeeded if it did not throw. */
function hasSucceeded(answer: object | undefined): boolean {
  if (answer === undefined) return true;
  if ('statusCode' in answer) return Number(answer.statusCode) < 300;
  return 'batchItemFailures' in answer && JSON.stringify(answer.batchItemFailures) === '[]';
}
