// How much a newsroom with so many supporters uses in a month: assumptions, each with its reason, and what follows from
// them. What a ring, a checkout or a renewal costs in units is measured elsewhere (`npm run bench`, docs/storage.md).

export const assumed = {
  /** Of supporters, who hold a membership; of these, who pay monthly. The rest gave once and are still without asks. */
  members: 0.9,
  monthly: 0.8,
  /** New memberships a month, and as many ended; gifts a month. */
  joining: 0.03,
  contributions: 0.05,
  /** Events we follow for each payment: its intent, charge, invoice, the link of both, the subscription twice. */
  eventsOfPayment: 6,
  /** Checkouts opened for each that is paid. */
  openedOfPaid: 3,
  /** Browsers of a supporter, each renewing its pass once a week. */
  browsers: 1.5,
  weeksOfMonth: 4.35,
  /** Promises to remind, and links mailed, a month. */
  reminders: 0.1,
  links: 0.05,
  /** Rows of a supporter: state, pointer, devices, membership, and payments of 800 days; with their keys and names. */
  kilobytes: 9,
  /** Looks through the whole table each night: overdue and old parts, pointers, counters and what they count. */
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
