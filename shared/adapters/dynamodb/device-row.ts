// A device as it lies in the table; parsed when it is read.
import * as z from 'zod/mini';
import { type Device, mostHoldings } from '../../core/device.ts';
import { parseCustomerId, parseHash } from '../../core/ids.ts';
import { idField, instantField, parseRow } from './row-fields.ts';

const hash = idField(parseHash);
const holdings = z
  .array(
    z.object({
      customer: idField(parseCustomerId),
      generation: z.int(),
      isBorrowed: z.boolean(),
      freshUntil: instantField,
    }),
  )
  .check(z.maxLength(mostHoldings));
const deviceRow = z.object({ hash, holdings, forgetAt: instantField, former: z.optional(hash) });
const holdingsRow = z.object({ pk: z.string(), sk: z.string(), holdings });

export const parseDeviceRow = (row: unknown): Device => parseRow(deviceRow, row, 'device');
/** Where a device lies and for whom it may act, without the hash of its secret. */
export const parseHoldings = (row: unknown) => parseRow(holdingsRow, row, 'device');
