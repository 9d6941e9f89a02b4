// Lambda's Runtime API for one function: a small server that gives out invocations and takes the answers, and a process
// that runs the packed function against it with exactly the environment it is given.
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Packed {
  /** The unpacked zip. */
  readonly folder: string;
  readonly handler: string;
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
}
export interface RunningFunction {
  /** Returns what the handler answered; throws what it threw, by its name. */
  invoke(event: unknown): Promise<unknown>;
  /** Everything it printed, as CloudWatch would get it. */
  log(): string;
  stop(): Promise<void>;
}
interface Invocation {
  readonly event: unknown;
  readonly settle: (outcome: { readonly answer: unknown } | { readonly broke: string }) => void;
}

export async function startFunction(packed: Packed): Promise<RunningFunction> {
  const waiting: Invocation[] = [];
  const running = new Map<string, Invocation>();
  let idle: ((invocation: Invocation) => void) | null = null;
  let count = 0;
  const next = (): Promise<Invocation> =>
    new Promise((resolve) => {
      const first = waiting.shift();
      if (first === undefined) idle = resolve;
      else resolve(first);
    });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , , what = '', id = '', how = ''] = (request.url ?? '').split('/');
    if (request.method === 'GET' && id === 'next') {
      const invocation = await next();
      count += 1;
      running.set(`request-${count}`, invocation);
      response.writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': `request-${count}`,
        'lambda-runtime-deadline-ms': String(Date.now() + packed.timeoutSeconds * 1000),
        'lambda-runtime-invoked-function-arn': `arn:aws:lambda:us-east-1:000000000000:function:${packed.name}`,
      });
      response.end(JSON.stringify(invocation.event));
      return;
    }
    const body = await text(request);
    response.writeHead(202).end('{"status":"OK"}');
    if (what === 'init') return failAll(`it could not be loaded: ${body}`);
    const outcome = how === 'response' ? { answer: JSON.parse(body) } : { broke: body };
    running.get(id)?.settle(outcome);
    running.delete(id);
  }
  function failAll(broke: string): void {
    for (const each of [...waiting.splice(0), ...running.values()]) each.settle({ broke });
    running.clear();
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const lines: string[] = [];
  const child = startProcess(packed, portOf(server.address()), (line) => lines.push(line));
  child.once('exit', (code) => failAll(`it ended with ${code}: ${lines.join('').slice(-500)}`));

  return {
    invoke: (event) =>
      new Promise((resolve, reject) => {
        const invocation: Invocation = {
          event,
          settle: (outcome) => ('answer' in outcome ? resolve(outcome.answer) : reject(new Error(outcome.broke))),
        };
        if (child.exitCode !== null) return reject(new Error(`it is gone: ${lines.join('').slice(-500)}`));
        if (idle === null) waiting.push(invocation);
        else idle(invocation);
        idle = null;
      }),
    log: () => lines.join(''),
    async stop() {
      child.kill('SIGKILL');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function startProcess(packed: Packed, port: number, write: (line: string) => void): ChildProcess {
  const child = spawn(process.execPath, [`${import.meta.dirname}/lambda-bootstrap.ts`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // What Lambda sets itself (docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html); nothing of this machine.
    env: {
      _HANDLER: packed.handler,
      LAMBDA_TASK_ROOT: packed.folder,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
      AWS_LAMBDA_FUNCTION_NAME: packed.name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      TZ: ':UTC',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_SESSION_TOKEN: 'local',
      ...packed.environment,
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', write);
  return child;
}

async function text(request: IncomingMessage): Promise<string> {
  let all = '';
  for await (const piece of request.setEncoding('utf8')) all += String(piece);
  return all;
}
const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;
