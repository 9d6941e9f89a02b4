// The readers' notice in English. Blanks stand in braces.

export const english = {
  title: 'What we hold when you support us',
  intro:
    'This is about what {newsroom} and its suppliers hold of readers who give, ask for a reminder or ask for a link. We hold as little as we can.',
  heldTitle: 'What we hold',
  giving:
    '**What you gave:** amount, currency, frequency, status and the days of payments, under a number that the payment service gave. Without that service’s records it leads to nobody. After {linkDays} days a payment is an amount of nobody, which we keep for our accounts.',
  address:
    '**Your e-mail address** only as a value that cannot be converted back without a key that lies elsewhere: so that a link finds what you gave. It goes when what you gave does, or when you erase it. While a link is sent, it lies sealed in a queue, for half an hour at most.',
  browser:
    '**This browser:** a random value that proves that nothing needs to ask it, at most 400 days after its last use. What belongs to an unfinished payment goes within days.',
  reminder:
    '**A reminder you confirmed:** its month and your address, sealed so that only the sender of the message can read it, until it is sent. A cancelled or bounced address stays as such a value for 400 days at most, and for good only if you said “never again”.',
  counting: '**Counts against abuse:** a value made of your network with a key of the day, for a day at most.',
  notTitle: 'What we do not hold',
  nothing: 'No name, no postal address, no card, no address of your network, nothing about what you read.',
  cookiesTitle: 'In your browser',
  cookies:
    '`{pass}` says that no banner is needed; `{device}` proves this browser; `{claim}` joins a payment to the browser that began it; `{reminder}` cancels a reminder. In the browser’s storage: until when banners rest, and what you had chosen in a form. “Forget this device” on {account} removes all of it.',
  othersTitle: 'Who else holds something',
  stripe:
    '**Stripe** takes the payment. It holds your name, e-mail address, card and what you paid, by its own rules and as long as laws on payments demand: https://stripe.com/privacy. Your bank sees the payment too, whatever the statement says.',
  amazon:
    '**Amazon Web Services** runs our servers{region} and sees the network a request comes from while it answers it. Backups there keep what was deleted for seven days.',
  ses: '**Amazon SES** sends our messages and knows the address and time of each.',
  smtp: '**The provider at {host}** sends our messages and knows the address, time and text of each.',
  captcha: '**Cloudflare Turnstile** may check that who gives is no program, and sees your network and browser then.',
  rightsTitle: 'What you can do',
  rights:
    'On {account} you see and export everything, change or end what you give, and erase it. Ask there for a link by e-mail; no account is needed. Reminders end on {reminders}. You may also complain to your data protection authority.',
};
export type NoticeTexts = Readonly<Record<keyof typeof english, string>>;
