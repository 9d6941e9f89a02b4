// One state of one element as data: what is on the page, what the API would answer, and what a reader did.

/** One canned answer, by "METHOD /path" under the API's base. `never`: no answer comes. `offline`: there is no network. */
export type CannedAnswer =
  | { readonly status: number; readonly body: object }
  | { readonly status: 204 }
  | 'never'
  | 'offline';
/** `press`, `type` and `choose` what a selector finds, as a reader would. */
export interface ReaderAction {
  readonly action: 'press' | 'type' | 'choose';
  readonly on: string;
  readonly text?: string;
}
export interface GalleryState {
  readonly name: string;
  readonly title: string;
  readonly kind: 'mainstay' | 'banner' | 'account' | 'cancel';
  /** The element as a newsroom writes it, in the page's language. */
  readonly markup: (page: GalleryPage) => string;
  readonly answers?: Readonly<Record<string, CannedAnswer>>;
  readonly actions?: readonly ReaderAction[];
  /** A supporter's browser: it has a pass. */
  readonly hasPass?: boolean;
  readonly fragment?: string;
  /** Visible when the state is reached; a test waits for it. */
  readonly shows: string;
}
/** What a state may use of the page it stands on. */
export interface GalleryPage {
  readonly lang: string;
  printBox(more?: object): string;
  printBanner(placement: 'top' | 'inline' | 'end', closable: boolean): string;
  printProgress(): string;
  printNotes(): string;
}
