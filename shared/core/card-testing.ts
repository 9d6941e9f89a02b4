// When tries to pay look like somebody's test of stolen cards: many are declined, and a large part of all.
import { minute } from './time.ts';

export interface PaymentTries {
  readonly tried: number;
  readonly declined: number;
}
export const triesWindow = 10 * minute;
const mostDeclined = 30;
const mostDeclinedPercent = 40;

export const isCardTesting = ({ tried, declined }: PaymentTries): boolean =>
  declined > mostDeclined && declined * 100 > tried * mostDeclinedPercent;
