// Types of the module that prints boxes, notes and banners on a newsroom's side. They stand by themselves, because the published
// folder has no source beside them; a test compares them with the module.

export interface PrintedPage {
  /** The page's language tag. */
  readonly lang: string;
  /** Sentences of your own in place of ours, by the keys of `web/strings/en/`. */
  readonly strings?: Readonly<Record<string, string>>;
  /** Where the API lives, if not "/v1". */
  readonly api?: string;
}
export interface AmountRange {
  readonly suggestedMinor: number[];
  readonly markedMinor?: number | undefined;
  readonly minimumMinor: number;
  readonly maximumMinor: number;
  readonly stepMinor: number;
}
/** As `offers` of the manifest has it, and `GET /v1/offer` answers it. */
export interface Offer {
  readonly currency: string;
  readonly currencies: string[];
  readonly amounts: { readonly once: AmountRange; readonly monthly: AmountRange; readonly annual: AmountRange };
}
export interface PrintedBox extends PrintedPage {
  /** Path of the page it stands on: where the reader comes back to. */
  readonly returnUrl: string;
  readonly currency?: string | undefined;
  readonly always?: boolean | undefined;
  readonly reminders?: boolean | undefined;
  readonly caution?: boolean | string | undefined;
  readonly source?: string | undefined;
  readonly campaign?: string | undefined;
  readonly frequency?: 'once' | 'monthly' | 'annual' | undefined;
  readonly methods?: readonly string[] | undefined;
  readonly statement?: string | undefined;
}
export interface PrintedProgress {
  readonly campaign: string;
  readonly goalMinor: number;
  readonly currency: string;
  readonly raisedMinor?: number | null;
  readonly always?: boolean | undefined;
}
export interface PrintedBanner extends PrintedPage {
  readonly placement: 'top' | 'inline' | 'end';
  /** Where its button leads. */
  readonly href: string;
  readonly closable?: boolean | undefined;
  readonly restDays?: number | undefined;
}
export function printBox(offers: readonly Offer[], box: PrintedBox): string;
export function printNotes(page: PrintedPage): string;
export function printProgress(campaign: PrintedProgress, page: PrintedPage): string;
export function printBanner(banner: PrintedBanner): string;
export function printCancel(page: PrintedPage): string;
export function printAmount(amountMinor: number, code: string, page: PrintedPage): string;
