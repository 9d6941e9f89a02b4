// Estimates what a newsroom with a number of supporters uses in a month, from the assumptions below. The units that a sync, a
// checkout or a renewal costs are measured elsewhere (`npm run bench`, docs/storage.md).

export const assumed = {
  /** Shares: supporters with a membership, and of these, those who pay monthly. The rest gave once and still see no banner. */
  members: 0.9,
  monthly: 0.8,
  /** Per supporter and month: new memberships, with as many ended; one-time contributions. */
  joining: 0.03,
  contributions: 0.05,
  /** Events that we handle for each payment: intent, charge, invoice, invoice payment, and the subscription twice. */
  eventsOfPayment: 6,
  /** Opened checkouts for each paid one. */
  openedOfPaid: 3,
  /** Browsers of a supporter; each renews its pass once a week. */
  browsers: 1.5,
  weeksOfMonth: 4.35,
  /** Reminders and mailed links, per supporter and month. */
  reminders: 0.1,
  links: 0.05,
  /** All rows of a supporter: state, pointer, devices, membership, and payments of 800 days, with keys and attribute names. */
  kilobytes: 9,
  /** Scans of the whole table each night: overdue and old parts, pointers, counters and what they count. */
  scansOfNight: 4,
} as const;

export interface Usage {
  readonly payments: number;
  readonly events: number;
  readonly renewals: number;
  readonly opened: number;
  readonly mail: number;
  readonly tableGigabytes: number;
}

export function usageOf(supporters: number): Usage {
  const { members, monthly, joining, contributions } = assumed;
  const payments = supporters * (members * (monthly + (1 - monthly) / 12) + contributions);
  return {
    payments,
    events: payments * assumed.eventsOfPayment,
    renewals: supporters * assumed.browsers * assumed.weeksOfMonth,
    opened: supporters * (joining + contributions) * assumed.openedOfPaid,
    mail: supporters * (assumed.reminders + assumed.links),
    tableGigabytes: (supporters * assumed.kilobytes) / 1e6,
  };
}
