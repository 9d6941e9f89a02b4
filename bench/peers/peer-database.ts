// A database of its own on the bench's PostgreSQL for one contender, and a connection to look into its rows.
import { loadPackage } from './load-package.ts';

export interface Pool {
  query(text: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>;
  end(): Promise<void>;
}
/** As many connections as supporters at once. */
export const connections = 16;

export interface PeerDatabase {
  readonly url: string;
  readonly pool: Pool;
}

export async function openPeerDatabase(
  ref: { host: string; port: number; user: string },
  name: string,
): Promise<PeerDatabase> {
  const { Pool } = (await loadPackage('pg')).default;
  const urlOf = (database: string): string => `postgres://${ref.user}@${ref.host}:${ref.port}/${database}`;
  const first: Pool = new Pool({ connectionString: urlOf('postgres'), max: 1 });
  await first.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await first.query(`CREATE DATABASE "${name}"`);
  await first.end();
  const pool: Pool = new Pool({ connectionString: urlOf(name), max: connections });
  return { url: urlOf(name), pool };
}

/** The SDK that the peers bring, at the bench's Stripe. */
export async function peerStripe(url: string, key: string, apiVersion: string) {
  const { default: Stripe } = await loadPackage('stripe');
  const { hostname, port } = new URL(url);
  return new Stripe(key, { host: hostname, port, protocol: 'http', apiVersion, telemetry: false });
}
