// The newsroom's own settings, checked once when anything starts: a wrong one is a sentence that names the place, not
// a surprise on the day of a campaign. Secrets are never among them.
import * as z from 'zod/mini';
import type { Campaign } from '../core/campaign.ts';
import { parseEmail } from '../core/email.ts';
import { checkPayable, largestAmountMinor, parseCurrency, unitOf } from '../core/money.ts';
import type { CurrencyOffer, Offer } from '../core/offer.ts';
import { discreetSettings, wrongStatement } from './discreet-settings.ts';
import { edgeSettings, neverAsk, wrongNeverAsk } from './edge-settings.ts';
import { installationSettings, wrongInstallations } from './installation-settings.ts';
import { inSentences } from './issue-sentence.ts';
import { mailTransport, wrongTransport } from './mail-transport.ts';
import { campaignId } from './schemas/fields.ts';
import { stageSettings, wrongStages } from './stage-settings.ts';
import { standingTable } from './standing-table.ts';
import { from, text } from './texts.ts';
import { isTimeZone } from './time-zone.ts';
import { trialSettings, wrongTrial } from './trial-settings.ts';

/** A newsroom adds one there, with what Stripe says of it: CONTRIBUTING.md has the steps. */
const currency = from(
  parseCurrency,
  'a currency that shared/core/money.ts has, as three lower-case letters, like "usd"',
);
const sender = from(parseEmail, 'an e-mail address whose part before the @ is ASCII');
const minorUnits = z.int().check(z.gte(1), z.lte(largestAmountMinor));
const range = z.strictObject({
  suggestedMinor: z.array(minorUnits).check(z.minLength(1), z.maxLength(8)),
  /** One of them, to be chosen at first and marked; without it the second is chosen. */
  markedMinor: z.optional(minorUnits),
  minimumMinor: minorUnits,
  maximumMinor: minorUnits,
});
const perDay = z.int().check(z.gte(1), z.lte(1_000_000));
/** Shorter than a settled row lives, which ends on a Monday within 400 days. */
const suppressed = z.int().check(z.gte(1), z.lte(380));
// A browser refuses `__Host-` with a path; why ours have one stands in decision 0026.
const cookieName = text(
  /^(?!__Host-)[A-Za-z0-9_-]{1,40}$/i,
  'a cookie name of letters, digits, "-" and "_" that does not begin with "__Host-"',
);
const path = text(/^\/[^\s?#]*$/, 'a path like "/support"');

const settingsIn = z.strictObject({
  /** Names this installation on its Stripe account, which others may share. */
  installation: installationSettings,
  newsroom: z.strictObject({
    /** Shown on Stripe's pages and in messages; a neutral name protects readers at risk. */
    name: z.string().check(z.minLength(1), z.maxLength(80)),
    /** IANA name; months of campaigns are counted there. */
    timeZone: z.string().check(z.refine(isTimeZone, { error: 'must be an IANA time zone like "Europe/Riga"' })),
    /** The page that tells a supporter about their membership; Stripe's portal returns there. */
    accountPath: path,
    /** The page that cancels reminders; every reminder links to it. */
    reminderPath: path,
    /** The page with the contribution box: reminders lead there. */
    supportPath: path,
  }),
  /** On a card statement and on Stripe's page; say no more than you would say on the street. */
  discreet: discreetSettings,
  /** The sender of messages. */
  mail: z.strictObject({
    sender,
    senderName: z.string().check(z.minLength(1), z.maxLength(60)),
    transport: z._default(mailTransport, { kind: 'ses' }),
    /** Whether messages leave out the newsroom and the cause. */
    isDiscreet: z.boolean(),
    /** Reminders leave up to here on one day (UTC); the rest waits, and an alarm says so. */
    mostPerDay: perDay,
    /** Messages with a link that leave on one day; who asks after the last one gets none until midnight (UTC), and an alarm says so. */
    mostLinksPerDay: z._default(perDay, 5000),
    /** Questions before a reminder that leave on one day; one more is dropped, and an alarm says so. */
    mostQuestionsPerDay: z._default(perDay, 2000),
    /** No faster than the mail service lets this account send. */
    perSecond: z.int().check(z.gte(1), z.lte(500)),
    /** How long no reminder goes to an address that bounced or complained. Hashes stay as long, so at most 400 days. */
    suppressDays: z.strictObject({ bounce: suppressed, complaint: suppressed }),
  }),
  cookies: z.strictObject({ pass: cookieName, device: cookieName, claim: cookieName, reminder: cookieName }),
  edge: edgeSettings,
  /** Countries whose readers are never asked: giving there is a danger to who gives. */
  neverAsk,
  /** Asked before a checkout is opened; null asks nothing. Only for the days on which somebody floods the form. */
  captcha: z.nullable(
    z.strictObject({
      supplier: z.literal('turnstile'),
      /** For the page; public. */
      siteKey: z.string().check(z.minLength(1), z.maxLength(100)),
      /** In Secrets Manager, holding {"key":"…"}; made by hand. */
      secretName: text(/^[A-Za-z0-9/_.-]{1,100}$/, 'the name of a secret'),
    }),
  ),
  offer: z.array(z.strictObject({ currency, once: range, monthly: range, annual: range })).check(z.minLength(1)),
  /** How long readers see no banners. */
  standing: standingTable,
  /** How long a payment is stored under its supporter's Stripe id; after that it is an anonymous payment. */
  linkDays: z.int().check(z.gte(1), z.lte(3660)),
  /** For how long after a claim or a mailed link the portal, which shows a name, may be opened. */
  portalFreshMinutes: z.int().check(z.gte(1), z.lte(1440)),
  campaigns: z.array(
    z.strictObject({
      id: campaignId,
      currency,
      goalMinor: minorUnits,
      /** A bar that has hardly begun keeps people from giving: it shows from so many tenths of the goal on. */
      shownFromTenths: z.optional(z.int().check(z.gte(1), z.lte(10))),
      rates: z.record(z.string(), z.tuple([z.int(), z.int()])),
    }),
  ),
  /** Variants of an ask that are compared; null compares nothing. */
  trial: trialSettings,
  stages: z.record(text(/^[a-z]{1,12}$/, 'a stage name of a-z'), stageSettings),
});
type SettingsIn = z.input<typeof settingsIn>;
type Checked = z.output<typeof settingsIn>;
export interface Settings extends Omit<Checked, 'offer' | 'campaigns'> {
  readonly offer: Offer;
  readonly campaigns: readonly Campaign[];
}

/** Throws one error that names every wrong place. */
export function parseSettings(settings: SettingsIn): Settings {
  const parsed = settingsIn.safeParse(settings, inSentences);
  if (!parsed.success) {
    refuse(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'settings'} ${issue.message}`));
  }
  const currencies = parsed.data.offer.map(
    ({ currency: code, ...amounts }): CurrencyOffer => ({ currency: code, amounts }),
  );
  const { campaigns, cookies } = parsed.data;
  const wrong = [
    ...wrongStatement(parsed.data.discreet),
    ...wrongLinkDays(parsed.data),
    ...currencies.flatMap(wrongAmounts),
    ...twice(currencies.map((each) => each.currency)).map((code) => `offer names ${code} twice`),
    ...campaigns.flatMap((campaign) => [...wrongRates(campaign), ...missingRates(campaign, currencies)]),
    ...twice(campaigns.map((each) => each.id)).map((id) => `campaigns names ${id} twice`),
    // Under one name the browser would keep one of them and lose the other.
    ...twice(Object.values(cookies)).map((name) => `cookies names ${name} twice`),
    ...wrongNeverAsk(parsed.data.neverAsk, parsed.data),
    ...wrongTransport(parsed.data.mail.transport, parsed.data.stages),
    ...wrongStages(parsed.data.stages),
    ...wrongTrial(parsed.data.trial, { currencies }),
    ...wrongInstallations(parsed.data),
  ];
  if (wrong.length > 0) refuse(wrong);
  return { ...parsed.data, offer: { currencies } };
}

function refuse(wrong: readonly string[]): never {
  throw new Error(`mainstay.config.ts is not valid:\n${wrong.map((each) => `  - ${each}`).join('\n')}`);
}

/** A paid year and the standing of a gift must not be forgotten before they end. */
function wrongLinkDays({ linkDays, standing }: Pick<Checked, 'linkDays' | 'standing'>): string[] {
  const graces = Object.values(standing.graceDays).flatMap((byMoney) => Object.values(byMoney));
  const least = Math.max(366 + Math.max(...graces), standing.giftDays) + 1;
  return linkDays < least ? [`linkDays must be at least ${least}: a year with its grace, and a gift, end before`] : [];
}

function wrongAmounts({ currency: code, amounts }: CurrencyOffer): string[] {
  return Object.entries(amounts).flatMap(([frequency, { suggestedMinor, markedMinor, minimumMinor, maximumMinor }]) => {
    const ref = `offer.${code}.${frequency}`;
    const { minimumMinor: floor, stepMinor } = unitOf(code);
    const multiple = stepMinor === 1 ? '' : `: it must be a multiple of ${stepMinor}`;
    return [
      ...(minimumMinor < floor ? [`${ref}.minimumMinor must be at least ${floor}: Stripe charges no less`] : []),
      ...(maximumMinor < minimumMinor ? [`${ref}.maximumMinor is below the minimum`] : []),
      ...[...suggestedMinor, minimumMinor, maximumMinor]
        .filter((amountMinor) => !checkPayable({ amountMinor, currency: code }).ok)
        .map((amountMinor) => `${ref}: ${amountMinor} is no amount a card can be charged in ${code}${multiple}`),
      ...suggestedMinor
        .filter((amountMinor) => amountMinor < minimumMinor || amountMinor > maximumMinor)
        .map((amountMinor) => `${ref}.suggestedMinor: ${amountMinor} is outside the limits`),
      ...(markedMinor !== undefined && !suggestedMinor.includes(markedMinor)
        ? [`${ref}.markedMinor: ${markedMinor} is none of the suggested amounts`]
        : []),
    ];
  });
}

/** A rate of nothing would count money as nothing, and nobody would notice. */
function wrongRates({ id, rates }: Campaign): string[] {
  return Object.entries(rates).flatMap(([code, [numerator, denominator]]) => [
    ...(parseCurrency(code) === null ? [`campaigns.${id}.rates: ${code} is no currency that can be given`] : []),
    ...(numerator < 1 || denominator < 1 ? [`campaigns.${id}.rates.${code} must be two numbers of at least 1`] : []),
  ]);
}

/** A contribution in a currency without a rate would count for no campaign, unless Stripe settles it in the campaign's own. */
const missingRates = ({ id, currency: own, rates }: Campaign, offered: readonly CurrencyOffer[]): string[] =>
  offered
    .map((each) => each.currency)
    .filter((code) => code !== own && rates[code] === undefined)
    .map(
      (code) => `campaigns.${id}.rates must have ${code}, which the offer has: without a rate it counts for nothing`,
    );

const twice = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at);
