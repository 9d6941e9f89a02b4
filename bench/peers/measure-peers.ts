// Runs every contender through every cell, three rounds in turn, each in a process of its own. What else the machine does at
// the time meets all of them; the medians are what is shown.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { findJava, startDynamodbLocal } from '../../local/servers/dynamodb-local.ts';
import { median } from '../median.ts';
import { type Cell, type CellResult, cells, mostSupporters } from './cells.ts';
import type { Surroundings } from './contender.ts';
import { installPackages } from './load-package.ts';
import { findPostgres, startPostgres } from './postgres.ts';

export const contenderNames = ['mainstay', 'sync-engine', 'better-auth', 'floor'] as const;
export interface PeerRow {
  readonly contender: string;
  readonly cell: Cell;
  readonly supportersPerSecond: number;
  readonly cpuPerSupporter: number;
  readonly readsPerSupporter: number;
  /** Of all rounds together, how many supporters had the right state. */
  readonly right: number;
  readonly expected: number;
}
const rounds = 3;
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export async function measurePeers(showProgress: (text: string) => void): Promise<readonly PeerRow[]> {
  const [java, binaries] = [await findJava(), findPostgres()];
  if (java === null) throw new Error('this needs Java 17 or newer, for DynamoDB Local');
  if (binaries === null) throw new Error('this needs PostgreSQL, for the peers: apt-get install postgresql');
  installPackages();
  const results = new Map<string, CellResult[][]>(contenderNames.map((name) => [name, []]));
  const dynamodb = await startDynamodbLocal({ java, port: 0, directory: null });
  const postgres = await startPostgres(binaries);
  const stub = startNode([script('stripe-stub.ts'), String(mostSupporters)]);
  try {
    const [stripe = ''] = await firstLine(stub);
    const { stop: _, ...server } = postgres;
    for (let round = 1; round <= rounds; round += 1) {
      for (const name of contenderNames) {
        showProgress(`Peers: round ${round} of ${rounds}, ${name}`);
        results.get(name)?.push(await runContender(name, { stripe, dynamodb: dynamodb.endpoint, postgres: server }));
      }
    }
  } finally {
    stub.kill();
    await postgres.stop();
    await dynamodb.stop();
  }
  return contenderNames.flatMap((contender) =>
    cells.map((cell, ref) =>
      rowOf(
        contender,
        cell,
        (results.get(contender) ?? []).flatMap((each) => each[ref] ?? []),
      ),
    ),
  );
}

function rowOf(contender: string, cell: Cell, results: readonly CellResult[]): PeerRow {
  const { supporters } = cell;
  return {
    contender,
    cell,
    supportersPerSecond: median(results.map(({ seconds }) => supporters / seconds)),
    cpuPerSupporter: median(results.map(({ cpuMilliseconds }) => cpuMilliseconds / supporters)),
    readsPerSupporter: median(results.map(({ stripeReads }) => stripeReads / supporters)),
    right: results.reduce((sum, each) => sum + each.right, 0),
    expected: results.length * supporters,
  };
}

function startNode(args: readonly string[]) {
  return spawn(process.execPath, [...process.execArgv, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

const firstLine = (child: ReturnType<typeof startNode>) => once(createInterface(child.stdout), 'line');

async function runContender(name: string, surroundings: Surroundings): Promise<CellResult[]> {
  const child = startNode([script('run-contender.ts'), name, JSON.stringify(surroundings)]);
  const ended = once(child, 'exit');
  const results: CellResult[] = [];
  for await (const line of createInterface(child.stdout)) results.push(JSON.parse(line));
  const [code] = await ended;
  if (code !== 0) throw new Error(`${name} ended with ${code}`);
  return results;
}
