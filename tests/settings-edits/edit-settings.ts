// The settings of another newsroom: every single value of the given ones changed, and still valid. A currency is dropped and
// one is added. A setting that is new has no edit here yet: the type or the test says so.
import type { parseSettings, Settings } from '../../shared/api/settings.ts';
import { largestAmountMinor } from '../../shared/core/money.ts';

type Written = Parameters<typeof parseSettings>[0];

export const editSettings = (from: Settings): Written => ({
  installation: { id: otherThan(from.installation.id, 'lantern', 'beacon'), formerIds: ['wick'] },
  newsroom: {
    name: otherThan(from.newsroom.name, 'The Lantern', 'The Beacon'),
    timeZone: otherThan(from.newsroom.timeZone, 'Pacific/Auckland', 'America/Lima'),
    accountPath: `/other${from.newsroom.accountPath}`,
    supportPath: `/other${from.newsroom.supportPath}`,
    reminderPath: `/other${from.newsroom.reminderPath}`,
  },
  discreet: {
    productName: otherThan(from.discreet.productName, 'Lantern order', 'Beacon order'),
    statementSuffix: otherThan(from.discreet.statementSuffix, 'LANTERN', 'BEACON'),
    membershipStatement: otherThan(from.discreet.membershipStatement ?? '', 'LANTERN MONTHLY', 'BEACON MONTHLY'),
    checkoutName: otherThan(from.discreet.checkoutName ?? '', 'Lantern', 'Beacon'),
    statementNotice: { en: 'On your statement: {statement}.' },
  },
  mail: {
    sender: otherThan(from.mail.sender, 'desk@lantern.example', 'desk@beacon.example'),
    senderName: otherThan(from.mail.senderName, 'Desk', 'Office'),
    transport:
      from.mail.transport.kind === 'ses'
        ? { kind: 'smtp', host: 'smtp.provider.example', port: 587, security: 'starttls' }
        : { kind: 'ses' },
    isDiscreet: !from.mail.isDiscreet,
    mostPerDay: otherThan(from.mail.mostPerDay, 77, 78),
    mostLinksPerDay: otherThan(from.mail.mostLinksPerDay, 79, 80),
    mostQuestionsPerDay: otherThan(from.mail.mostQuestionsPerDay, 81, 82),
    perSecond: otherThan(from.mail.perSecond, 3, 4),
    suppressDays: {
      bounce: otherThan(from.mail.suppressDays.bounce, 20, 21),
      complaint: otherThan(from.mail.suppressDays.complaint, 200, 201),
    },
  },
  cookies: {
    pass: prefixed(from.cookies.pass),
    device: prefixed(from.cookies.device),
    claim: prefixed(from.cookies.claim),
    reminder: prefixed(from.cookies.reminder),
  },
  edge: {
    passHeader: prefixed(from.edge.passHeader),
    secretHeader: prefixed(from.edge.secretHeader),
    addressHeader: prefixed(from.edge.addressHeader),
    countryHeader: prefixed(from.edge.countryHeader),
    notFromHereHeader: prefixed(from.edge.notFromHereHeader),
  },
  neverAsk: [otherThan(from.neverAsk[0] ?? '', 'TM', 'ER'), otherThan(from.neverAsk[1] ?? '', 'IR', 'CU')],
  captcha:
    from.captcha === null ? { supplier: 'turnstile', siteKey: '0x4AAAAAAAexample', secretName: 'other/captcha' } : null,
  offer: editOffer(from),
  standing: {
    giftDays: otherThan(from.standing.giftDays, 30, 31),
    openDispute: otherThan(from.standing.openDispute, 'returned', 'paid'),
    graceDays: editGrace(from.standing),
  },
  linkDays: otherThan(from.linkDays, 1000, 1001),
  portalFreshMinutes: otherThan(from.portalFreshMinutes, 5, 6),
  campaigns: [
    ...from.campaigns.map(({ id, goalMinor }) => ({
      id: otherThan(id, 'spring', 'autumn'),
      currency: 'eur',
      goalMinor: otherThan(goalMinor, 2_000_000, 3_000_000),
      rates: { usd: ratio(92, 101), ...ratesOf(from, 105) },
    })),
    { id: 'second', currency: 'chf', goalMinor: 400_000, rates: ratesOf(from, 95) },
  ],
  trial:
    from.trial === null
      ? {
          ...{ id: 'k7', from: '2026-11-01', until: '2027-01-01', worthwhilePercent: 130 },
          variants: [{}, { strings: { en: { bannerTitle: 'Give to us' } }, isReversed: true }],
        }
      : null,
  stages: {
    staging: { mode: 'test', origins: ['https://staging.lantern.example'], silentHours: 12, demoPages: true },
    production: {
      mode: 'live',
      origins: ['https://lantern.example'],
      region: 'eu-west-1',
      front: { kind: 'own' },
      apiHost: host('api.lantern.example', 4),
      stripeHost: host('events.lantern.example', 5),
      silentHours: 48,
      runbook: 'https://wiki.lantern.example/mainstay',
      budgetDollars: 40,
    },
  },
});

/** The first currency goes, another comes, and what stays has other amounts and another order. */
function editOffer({ offer }: Settings): Written['offer'] {
  const added = otherThan(offer.currencies.find(({ currency }) => currency === 'chf')?.currency ?? null, 'chf', 'sek');
  const range = { suggestedMinor: [700, 900], minimumMinor: 600, maximumMinor: 70_000 };
  const remaining = offer.currencies.slice(1).map(({ currency, amounts }) => ({
    currency,
    once: editRange(amounts.once),
    monthly: editRange(amounts.monthly),
    annual: editRange(amounts.annual),
  }));
  return [{ currency: added, once: range, monthly: range, annual: range }, ...remaining.toReversed()];
}

/** For every currency that the edited offer has. */
const ratesOf = (from: Settings, numerator: number): Record<string, [number, number]> =>
  Object.fromEntries(editOffer(from).map(({ currency }) => [currency, ratio(numerator, 101)]));

type Range = Settings['offer']['currencies'][number]['amounts']['once'];
const editRange = ({ suggestedMinor, markedMinor, minimumMinor, maximumMinor }: Range) => {
  if (7 * maximumMinor > largestAmountMinor) {
    return { suggestedMinor: [7 * minimumMinor], minimumMinor: 7 * minimumMinor, maximumMinor: 14 * minimumMinor };
  }
  const [first = minimumMinor] = suggestedMinor;
  return {
    ...(markedMinor === undefined ? { markedMinor: 7 * first } : {}),
    suggestedMinor: suggestedMinor.map((amountMinor) => 7 * amountMinor),
    minimumMinor: 7 * minimumMinor,
    maximumMinor: 7 * maximumMinor,
  };
};

function editGrace({ graceDays }: Settings['standing']): Written['standing']['graceDays'] {
  const edited = ({ missing, pending, failed, returned }: (typeof graceDays)['active']) => ({
    missing: otherThan(missing, 9, 8),
    pending: otherThan(pending, 20, 21),
    failed: otherThan(failed, 5, 6),
    returned: otherThan(returned, 2, 3),
  });
  const { active, past_due, unpaid, paused, canceled, trialing, incomplete, incomplete_expired } = graceDays;
  return {
    active: edited(active),
    past_due: edited(past_due),
    unpaid: edited(unpaid),
    paused: edited(paused),
    canceled: edited(canceled),
    trialing: edited(trialing),
    incomplete: edited(incomplete),
    incomplete_expired: edited(incomplete_expired),
  };
}

/** Another value than the newsroom happens to have. */
const otherThan = <const Value>(value: unknown, first: Value, second: Value): Value =>
  value === first ? second : first;
const prefixed = (name: string): string => `x${name}`.slice(0, 40);
const ratio = (numerator: number, denominator: number): [number, number] => [numerator, denominator];
const host = (name: string, last: number) => ({
  name,
  certificate: `arn:aws:acm:eu-west-1:000000000000:certificate/00000000-0000-0000-0000-00000000000${last}`,
});
