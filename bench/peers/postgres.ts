// A PostgreSQL of its own for the peers, in a temporary folder, from the binaries of this machine. It does not wait for the
// disk, as DynamoDB Local in memory does not.
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { reservePort } from '../../local/servers/reserve-port.ts';

export interface Postgres {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  stop(): Promise<void>;
}

/** The folder of `initdb` and `postgres`: on the path, or where Debian has them. Null without PostgreSQL. */
export function findPostgres(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'))) ?? null;
}

export async function startPostgres(binaries: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-bench-'));
  const account = unprivileged();
  if (account !== null) chownSync(folder, account.uid, account.gid);
  const ref = { ...(account ?? {}), cwd: folder };
  const data = join(folder, 'data');
  // The sync engine's migrations name this role.
  const user = 'postgres';
  execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', user, '-A', 'trust', '-E', 'UTF8'], {
    ...ref,
    stdio: 'ignore',
  });
  const port = await reservePort(0, 'PostgreSQL');
  const set = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...[...set, 'synchronous_commit=off', 'full_page_writes=off'].flatMap((each) => ['-c', each])],
    { ...ref, stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await untilReady(join(binaries, 'pg_isready'), port);
  return {
    host: '127.0.0.1',
    port,
    user,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const unprivileged = (): { uid: number; gid: number } | null =>
  userInfo().uid === 0 ? { uid: 65534, gid: 65534 } : null;

async function untilReady(isReady: string, port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      execFileSync(isReady, ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
      return;
    } catch {
      await wait(100);
    }
  }
  throw new Error('PostgreSQL does not start');
}
