// The switches of Stripe's dashboard that no API reads or sets: somebody has to look at each once, for test and for live.
// Said with our advice, and with what it means for a reader whose mailbox or bank is not safe.

interface Switch {
  readonly where: string;
  readonly advice: string;
  readonly why: string;
}

export const dashboardSwitches: readonly Switch[] = [
  {
    where: 'Settings → Business → Public details: account name and statement descriptor',
    advice: 'a neutral name, the same as `discreet` in mainstay.config.ts',
    why: 'it stands on every bank statement and every mail of Stripe, whatever else you do',
  },
  {
    where: 'Settings → Customer emails: successful payments, refunds',
    advice: 'off',
    why: 'a receipt in a mailbox can be found; whoever wants one gets it from the portal',
  },
  {
    where: 'Settings → Billing → Subscriptions and emails: renewal reminders',
    advice: 'off, unless the law of your readers asks for them (some do for annual ones)',
    why: 'each is one more mail that names you',
  },
  {
    where: 'the same page: expiring cards, failed payments, confirmation of a payment (3-D Secure)',
    advice: 'on: without them memberships end that nobody wanted to end',
    why: 'they carry the account name: choose it so that they may be seen',
  },
  {
    where: 'the same page: links in these mails lead to a page of Stripe',
    advice: "Stripe's own page, not yours",
    why: 'the link then says nothing of what is read',
  },
  {
    where: 'Settings → Billing → Revenue recovery: retries',
    advice: 'Smart Retries, 8 tries in 2 weeks',
    why: 'graceDays in mainstay.config.ts should not be shorter',
  },
  {
    where: 'the same page: when all retries failed',
    advice: 'cancel the subscription',
    why: 'a membership that is never paid again should end; "leave as past due" keeps asking for ever',
  },
  {
    where: 'the same page: disputed payments',
    advice: 'cancel the subscription',
    why: 'who disputes one payment will dispute the next, and each costs a fee',
  },
  {
    where: 'Settings → Payment methods',
    advice: 'cards and wallets; bank debits only if days of waiting are fine',
    why: 'Link keeps an address and a card across shops: off is the more discreet',
  },
  {
    where: 'Radar → Rules',
    advice: 'block where the CVC fails; ask for 3-D Secure where Radar advises it',
    why: 'a donation form is a card tester’s first choice; see the alarm cards-are-tested',
  },
];

export const checklistLines = (): readonly string[] => [
  '  What only a person can see in the dashboard, once for each mode:',
  ...dashboardSwitches.flatMap(({ where, advice, why }) => [
    `  ☐ ${where}`,
    `      → ${advice}`,
    `        because ${why}`,
  ]),
];
