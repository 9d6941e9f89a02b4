// Where a person is led who opens the address that mail programs press: to the page with the buttons, the capability moved
// into its fragment. It changes nothing and looks nothing up, because scanners open every link of a message.

export interface ShowCancelNeeds {
  readonly cancelPage: string;
}
/** What cannot be a token of ours is left behind. */
export const showCancel = ({ cancelPage }: ShowCancelNeeds, token: string): string =>
  /^[\w-]{1,200}$/.test(token) ? `${cancelPage}#mainstay-cancel=${token}` : cancelPage;
