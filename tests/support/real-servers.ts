// What the `real` tests share, made once for all of their files: DynamoDB Local in memory, the queue server, the bundles.
// Without Java the tests against DynamoDB Local are skipped with a warning; in CI that is a failure.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { startQueueServer } from '../../local/servers/queue-server.ts';

export interface QueueAddress {
  readonly endpoint: string;
  readonly queueUrl: string;
  readonly deadLetterUrl: string;
}
declare module 'vitest' {
  interface ProvidedContext {
    /** Null on a machine without Java. */
    dynamodbEndpoint: string | null;
    queue: QueueAddress;
    /** The folder of the functions' bundles, as they are deployed. */
    bundles: string;
  }
}

const running: (() => Promise<void>)[] = [];

export async function setup(project: TestProject): Promise<void> {
  try {
    const { stop, ...queue } = await startQueueServer({ port: 0, directory: null });
    running.push(stop);
    project.provide('queue', queue);
    const [endpoint, bundles] = await Promise.all([startTable(), build(project.config.env)]);
    project.provide('dynamodbEndpoint', endpoint);
    project.provide('bundles', bundles);
  } catch (error) {
    // vitest does not run the teardown of a setup that failed.
    await teardown();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  await Promise.all(running.splice(0).map((stop) => stop()));
}

async function startTable(): Promise<string | null> {
  const java = await findJava();
  if (java === null) {
    if (process.env['CI'] === 'true')
      throw new Error('CI needs Java 17 or newer: without it the real table is untested');
    process.stderr.write('\n*** No Java 17: every test against DynamoDB Local is SKIPPED. ***\n\n');
    return null;
  }
  const { endpoint, stop } = await startDynamodbLocal({ java, port: 0, directory: null });
  running.push(stop);
  return endpoint;
}

async function build(env: NodeJS.ProcessEnv): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-functions-'));
  running.push(async () => rmSync(folder, { recursive: true }));
  await promisify(execFile)(process.execPath, ['tests/support/build-bundles.ts', folder], {
    env: { ...process.env, ...env },
  });
  return folder;
}
