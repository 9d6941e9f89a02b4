// The settings of Stripe's dashboard that no API reads or sets. The operator checks each once, for test and for live mode.
// Each comes with advice and its reason for readers whose mailbox or bank account is watched.

interface DashboardSetting {
  readonly where: string;
  readonly advice: string;
  readonly why: string;
}

export const dashboardSettings: readonly DashboardSetting[] = [
  {
    where: 'Settings → Business → Public details: account name and statement descriptor',
    advice: 'a neutral name, the same as `discreet` in mainstay.config.ts',
    why: 'it is on every bank statement and in every e-mail from Stripe',
  },
  {
    where: 'Settings → Customer emails: successful payments, refunds',
    advice: 'off',
    why: 'a receipt in a mailbox can be found; the portal offers one to who wants it',
  },
  {
    where: 'Settings → Billing → Subscriptions and emails: renewal reminders',
    advice: 'off, unless the law of your readers asks for them (some do for annual ones)',
    why: 'each is one more e-mail that names you',
  },
  {
    where: 'the same page: expiring cards, failed payments, confirmation of a payment (3-D Secure)',
    advice: 'on: without them memberships end unintentionally',
    why: 'they carry the account name, so choose a neutral one',
  },
  {
    where: 'the same page: links in these e-mails lead to a page of Stripe',
    advice: "Stripe's own page, not yours",
    why: 'the link then does not reveal what is read',
  },
  {
    where: 'Settings → Billing → Revenue recovery: retries',
    advice: 'Smart Retries, 8 tries in 2 weeks',
    why: 'graceDays in mainstay.config.ts should not be shorter',
  },
  {
    where: 'the same page: when all retries failed',
    advice: 'cancel the subscription',
    why: 'a membership that is not paid should end; "leave as past due" retries for ever',
  },
  {
    where: 'the same page: disputed payments',
    advice: 'cancel the subscription',
    why: 'a payer who disputes one payment will dispute the next, and each costs a fee',
  },
  {
    where: 'Settings → Payment methods',
    advice: 'cards and wallets; bank debits only if waiting for days is acceptable',
    why: 'a debit is pending for days. Link needs no hand: each checkout asks Stripe not to offer it',
  },
  {
    where: 'Radar → Rules',
    advice: 'block payments whose CVC check fails; request 3-D Secure where Radar recommends it',
    why: 'card testers prefer donation forms; see the alarm cards-are-tested',
  },
];

/** A rule on the issuing country of a card (docs.stripe.com/radar/rules/reference): the CDN's word for a reader's country is no other proof. */
const neverAskSetting = (countries: readonly string[]): DashboardSetting => ({
  where: 'Radar → Rules → Block (needs Radar for Fraud Teams)',
  advice: `Block if :card_country: IN (${countries.map((each) => `'${each}'`).join(', ')})`,
  why: 'a card of these countries shows its issuer, and so its state, who gave; `neverAsk` sees readers, not cards',
});

export const checklistLines = (neverAsk: readonly string[]): readonly string[] => [
  '  Check these settings in the dashboard, once for each mode:',
  ...[...dashboardSettings, ...(neverAsk.length === 0 ? [] : [neverAskSetting(neverAsk)])].flatMap(
    ({ where, advice, why }) => [`  ☐ ${where}`, `      → ${advice}`, `        because ${why}`],
  ),
];
