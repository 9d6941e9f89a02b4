// A device as it lies in the table; parsed when it is read.
import * as z from 'zod/mini';
import { type Device, mostHoldings } from '../../core/device.ts';
import { parseCustomerId, parseHash } from '../../core/ids.ts';
import { idField, instantField, parseRow } from './row-fields.ts';

const deviceRow = z.object({
  hash: idField(parseHash),
  holdings: z
    .array(
      z.object({
        customer: idField(parseCustomerId),
        generation: z.int(),
        isBorrowed: z.boolean(),
        freshUntil: instantField,
      }),
    )
    .check(z.maxLength(mostHoldings)),
  forgetAt: instantField,
});

export const parseDeviceRow = (row: unknown): Device => parseRow(deviceRow, row, 'device');
