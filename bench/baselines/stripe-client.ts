// Stripe's client with the functions' bounds, by the raw secret.
import Stripe from 'stripe';
import { readSecret } from './secrets.ts';

export async function stripeClient(): Promise<Stripe> {
  const secret = await readSecret('STRIPE_SECRET');
  const key = typeof secret === 'object' && secret !== null && 'key' in secret ? String(secret.key) : '';
  const { hostname, port } = new URL(process.env['STRIPE_API_URL'] ?? '');
  return new Stripe(key, {
    timeout: 8000,
    maxNetworkRetries: 2,
    telemetry: false,
    host: hostname,
    port,
    protocol: 'http',
  });
}
