// The newsroom's own settings: what readers may give, how long they see no banners, and where the site lives. This is
// the file to edit; everything else reads it. The newspaper here is invented, for the run on one machine.
import { parseSettings } from './shared/api/settings.ts';

export const settings = parseSettings({
  // Names this installation on its Stripe account, which others may share: the id is in Stripe's metadata, and stays. Who
  // ran Mainstay before installations had ids writes formerIds: ['1']; a second installation never does.
  installation: { id: 'first', formerIds: [] },
  newsroom: {
    name: 'The Meridian',
    timeZone: 'Europe/Riga',
    accountPath: '/account',
    supportPath: '/support',
    reminderPath: '/reminders',
  },
  discreet: {
    productName: 'Meridian contribution',
    statementSuffix: 'MERIDIAN',
    membershipStatement: 'MERIDIAN',
    checkoutName: 'Meridian',
  },
  // From an address of yours that Amazon SES has verified. Discreet messages name neither the newsroom nor the cause.
  mail: {
    sender: 'post@meridian.example',
    senderName: 'Post',
    // Or through any provider: { kind: 'smtp', host: 'smtp.example.org', port: 587, security: 'starttls' }.
    transport: { kind: 'ses' },
    isDiscreet: true,
    // On one day (UTC): reminders, messages with a link, and questions before a reminder.
    mostPerDay: 5000,
    mostLinksPerDay: 5000,
    mostQuestionsPerDay: 2000,
    perSecond: 10,
    suppressDays: { bounce: 30, complaint: 365 },
  },
  cookies: { pass: 'layout', device: '__Secure-visit', claim: '__Secure-form', reminder: '__Secure-draft' },
  edge: { passHeader: 'x-layout', secretHeader: 'x-origin', addressHeader: 'cloudfront-viewer-address' },
  // Countries in which giving to you is a danger: nobody is asked there, and no checkout is opened from there.
  neverAsk: ['BY'],
  captcha: null,
  // In minor units. Of the suggested amounts the second is chosen at first; `markedMinor: 5000` chooses another, and marks it.
  offer: [
    {
      currency: 'usd',
      once: { suggestedMinor: [1000, 2500, 5000, 10_000], minimumMinor: 200, maximumMinor: 1_000_000 },
      monthly: { suggestedMinor: [200, 500, 1000, 2000], minimumMinor: 200, maximumMinor: 100_000 },
      annual: { suggestedMinor: [2400, 5000, 10_000, 25_000], minimumMinor: 2000, maximumMinor: 1_000_000 },
    },
    {
      currency: 'eur',
      once: { suggestedMinor: [1000, 2500, 5000, 10_000], minimumMinor: 200, maximumMinor: 1_000_000 },
      monthly: { suggestedMinor: [200, 500, 1000, 2000], minimumMinor: 200, maximumMinor: 100_000 },
      annual: { suggestedMinor: [2400, 5000, 10_000, 25_000], minimumMinor: 2000, maximumMinor: 1_000_000 },
    },
    {
      currency: 'gbp',
      once: { suggestedMinor: [1000, 2000, 5000, 10_000], minimumMinor: 200, maximumMinor: 1_000_000 },
      monthly: { suggestedMinor: [200, 500, 1000, 2000], minimumMinor: 200, maximumMinor: 100_000 },
      annual: { suggestedMinor: [2400, 5000, 10_000, 20_000], minimumMinor: 2000, maximumMinor: 1_000_000 },
    },
    {
      currency: 'jpy',
      once: { suggestedMinor: [1000, 3000, 5000, 10_000], minimumMinor: 300, maximumMinor: 1_000_000 },
      monthly: { suggestedMinor: [300, 500, 1000, 3000], minimumMinor: 300, maximumMinor: 100_000 },
      annual: { suggestedMinor: [3000, 6000, 10_000, 30_000], minimumMinor: 3000, maximumMinor: 1_000_000 },
    },
    {
      currency: 'kwd',
      once: { suggestedMinor: [3000, 5000, 10_000, 30_000], minimumMinor: 1000, maximumMinor: 3_000_000 },
      monthly: { suggestedMinor: [1000, 2000, 3000, 5000], minimumMinor: 1000, maximumMinor: 300_000 },
      annual: { suggestedMinor: [6000, 15_000, 30_000, 60_000], minimumMinor: 6000, maximumMinor: 3_000_000 },
    },
  ],
  // How long readers see no banners. What was paid for is always honoured to its end; a gift counts from the day its
  // money came. Money that a bank disputes is taken as 'paid' until the dispute is lost, or as 'returned' at once.
  standing: {
    giftDays: 180,
    openDispute: 'paid',
    // After the end of what was paid for, so many days more: by what Stripe says of the membership, and by what became of
    // the money that is due. missing: nothing came yet; pending: on its way, as a bank debit is for days; failed: refused;
    // returned: it came and went again (a refund, a lost dispute).
    graceDays: {
      active: { missing: 14, pending: 14, failed: 14, returned: 0 },
      past_due: { missing: 14, pending: 14, failed: 14, returned: 0 },
      // Stripe gave up on it, somebody stopped it, or it is to end: nothing more is waited for.
      unpaid: { missing: 0, pending: 0, failed: 0, returned: 0 },
      paused: { missing: 0, pending: 0, failed: 0, returned: 0 },
      canceled: { missing: 0, pending: 0, failed: 0, returned: 0 },
      // It never began, or costs nothing now.
      trialing: { missing: 0, pending: 0, failed: 0, returned: 0 },
      incomplete: { missing: 0, pending: 0, failed: 0, returned: 0 },
      incomplete_expired: { missing: 0, pending: 0, failed: 0, returned: 0 },
    },
  },
  // A payment is held under its giver's Stripe id so long, and then as an amount of nobody.
  linkDays: 800,
  portalFreshMinutes: 15,
  campaigns: [
    {
      id: 'ad-free',
      currency: 'usd',
      goalMinor: 1_000_000,
      // Before three tenths are raised readers see the goal alone: an empty bar keeps people from giving.
      shownFromTenths: 3,
      // One unit of the other currency's minor unit is this many US cents, for money that is not settled in dollars.
      rates: { eur: [108, 100], gbp: [127, 100], jpy: [66, 100], kwd: [325, 1000] },
    },
  ],
  // Variants of the ask that are compared (docs/web.md); null compares nothing.
  trial: null,
  stages: {
    // Deploys without any domain: the API answers under the name AWS gives it. For browsers to be recognised by it, give it
    // an `apiHost` under the site's own domain.
    // Until you have pages of your own, it serves those of the demo newsroom.
    test: { mode: 'test', origins: ['https://test.meridian.example'], demoPages: true },
    // Whole: CloudFront before the site and the API, Stripe on a host of its own. Replace every name and number here.
    live: {
      mode: 'live',
      origins: ['https://meridian.example', 'https://www.meridian.example'],
      region: 'eu-central-1',
      front: {
        kind: 'cloudfront',
        certificate: 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-0000-0000-000000000001',
        pagesFrom: 'pages.meridian.example',
      },
      apiHost: {
        name: 'api.meridian.example',
        certificate: 'arn:aws:acm:eu-central-1:000000000000:certificate/00000000-0000-0000-0000-000000000002',
      },
      stripeHost: {
        name: 'stripe.meridian.example',
        certificate: 'arn:aws:acm:eu-central-1:000000000000:certificate/00000000-0000-0000-0000-000000000003',
      },
      silentHours: 24,
      runbook: 'https://git.meridian.example/mainstay/docs/runbook.md',
      budgetDollars: 100,
    },
  },
});
