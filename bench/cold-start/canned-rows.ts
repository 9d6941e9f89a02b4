// The rows that the canned table answers: one supporter with a membership and its payment, the device that acts for it,
// and the salt of the day. Any other key is missing, as most are at a first call.
import { marshall } from '@aws-sdk/util-dynamodb';
import { partRow } from '../../shared/adapters/dynamodb/part-row.ts';
import { deviceKey, saltPrefix, supporterPartition, timeToLive } from '../../shared/adapters/dynamodb/table.ts';
import type { Device } from '../../shared/core/device.ts';
import { known, parseCustomerId, parseHash, parseMembershipId, parsePaymentId } from '../../shared/core/ids.ts';
import { parseCurrency } from '../../shared/core/money.ts';
import type { Part } from '../../shared/core/supporter.ts';
import { day, type Instant } from '../../shared/core/time.ts';
import { deviceHash } from './first-calls.ts';

const customer = known(parseCustomerId('cus_bench'));
const membership = known(parseMembershipId('sub_bench'));
const now: Instant = Date.now();
const money = { amountMinor: 500, currency: known(parseCurrency('usd')) };
const forgetAt = now + 300 * day;

const device: Device = {
  hash: known(parseHash(deviceHash)),
  holdings: [{ customer, generation: 0, isBorrowed: false, freshUntil: now }],
  forgetAt,
};
const parts: readonly Part[] = [
  {
    kind: 'membership',
    id: membership,
    customer,
    ...money,
    frequency: 'monthly',
    status: 'active',
    renewsAt: now + 20 * day,
    endsAt: null,
    grantedUntil: null,
  },
  {
    kind: 'payment',
    id: known(parsePaymentId('pi_bench')),
    customer,
    ...money,
    status: 'confirmed',
    purpose: { kind: 'period', membership, frequency: 'monthly', periodEnd: now + 20 * day },
    confirmedAt: now - 10 * day,
    returnedMinor: 0,
    dispute: null,
    settled: null,
    campaign: null,
  },
];
const versioned = { version: 0, part: null, counted: null };
const partRows = parts.map((part) => partRow({ key: { ...part }, versioned, part, counted: null }));
const rows: ReadonlyMap<string, object> = new Map<string, object>([
  [deviceKey(device.hash).pk, { ...deviceKey(device.hash), ...device, ttl: timeToLive(forgetAt) }],
]);
const salt = { salt: 's'.repeat(43) };

/** DynamoDB's own JSON. `requested` is the request's body. */
export function rowsOf(operation: string, requested: Readonly<Record<string, unknown>>): object {
  if (operation === 'Query') {
    const isTheirs = JSON.stringify(requested).includes(supporterPartition(customer));
    return { Items: isTheirs ? partRows.map((row) => marshall(row)) : [] };
  }
  if (operation === 'UpdateItem') return { Attributes: marshall({ attempts: 1 }) };
  if (operation === 'BatchGetItem') return { Responses: {} };
  if (operation !== 'GetItem') return {};
  const key = JSON.stringify(requested['Key']);
  if (key.includes(saltPrefix)) return { Item: marshall(salt) };
  const [, found] = [...rows].find(([partition]) => key.includes(partition)) ?? [];
  return found === undefined ? {} : { Item: marshall(found) };
}
