// The two busiest scenes of a year, as rates a second, from the number of supporters. Every assumption has its reason here;
// the costs of a flow are not assumed but recorded.
import { assumed } from '../../operations/cost/usage.ts';
import type { FlowName } from './record-flows.ts';

export interface Scene {
  readonly name: string;
  /** How often a second each flow happens. */
  readonly rates: Readonly<Record<FlowName, number>>;
}
const hour = 3600;
const evening = {
  /** Of all supporters, who gives on the first day: ten times an ordinary day of a month in which one in five gives. */
  givers: 0.02,
  /** Of the day, in the hour after the mailing. */
  ofTheHour: 0.15,
  monthly: 0.6,
};
const firstOfMonth = {
  /** Stripe bills on the day of the month on which a membership began; 29 to 31 fall on the last day of a short month. */
  daysThatMeet: 4,
  /** Stripe spreads a day's renewals by the hour at which each began: twice the mean in the evening. */
  peakOfTheMean: 2,
  /** A pass ends on a common Monday: who reads every day asks on that day, most of them within ten hours. */
  readOnMonday: 0.5,
  hoursOfMonday: 10,
};

export function campaignEvening(supporters: number): Scene {
  const paid = (supporters * evening.givers * evening.ofTheHour) / hour;
  return {
    name: "a campaign's first evening",
    rates: {
      open: paid * assumed.openedOfPaid,
      payMonthly: paid * evening.monthly,
      payOnce: paid * (1 - evening.monthly),
      comeBack: paid,
      renewal: renewalsOfMonth(supporters) / (30 * 24 * hour),
      standing: (supporters * assumed.browsers) / (7 * 24 * hour),
    },
  };
}

export function monthsFirstDay(supporters: number): Scene {
  const { daysThatMeet, peakOfTheMean, readOnMonday, hoursOfMonday } = firstOfMonth;
  const ordinary = (supporters * assumed.contributions) / (30 * 24 * hour);
  return {
    name: "a month's first day, and a Monday",
    rates: {
      open: ordinary * assumed.openedOfPaid,
      payMonthly: 0,
      payOnce: ordinary,
      comeBack: ordinary,
      renewal: ((renewalsOfMonth(supporters) / 30) * daysThatMeet * peakOfTheMean) / (24 * hour),
      standing: (supporters * assumed.browsers * readOnMonday) / (hoursOfMonday * hour),
    },
  };
}

const renewalsOfMonth = (supporters: number): number => supporters * assumed.members * assumed.monthly;
