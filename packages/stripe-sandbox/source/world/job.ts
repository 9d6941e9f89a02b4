// One thing that is due at a moment: its kind and the id of its subject.

export type Job =
  | { readonly at: number; readonly kind: 'expire-session'; readonly id: string }
  | { readonly at: number; readonly kind: 'end-period'; readonly id: string }
  | { readonly at: number; readonly kind: 'cancel-at'; readonly id: string }
  | { readonly at: number; readonly kind: 'resume-collection'; readonly id: string }
  | { readonly at: number; readonly kind: 'finalize-invoice'; readonly id: string }
  | { readonly at: number; readonly kind: 'collect-invoice'; readonly id: string }
  | { readonly at: number; readonly kind: 'give-up-resuming'; readonly id: string }
  | { readonly at: number; readonly kind: 'settle-charge'; readonly id: string }
  | { readonly at: number; readonly kind: 'decide-bank-debit'; readonly id: string }
  | { readonly at: number; readonly kind: 'finish-refund'; readonly id: string }
  | { readonly at: number; readonly kind: 'finish-payout'; readonly id: string }
  // `id` is the currency of the balance.
  | { readonly at: number; readonly kind: 'pay-out'; readonly id: string };
