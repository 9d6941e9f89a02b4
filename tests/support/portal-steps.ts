// The button of the account page that leads to the portal: a form of ours, posted by a navigation, and answered with a redirect.
import type { ReaderBrowser, Said } from './reader-browser.ts';

export const urlencoded = { 'content-type': 'application/x-www-form-urlencoded' } as const;
/** What a browser sends of itself with such a form; a test changes one or adds some. */
export const navigation = { ...urlencoded, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' } as const;

export const pressPortal = (
  browser: Pick<ReaderBrowser, 'call'>,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Said> =>
  browser.call('POST', '/v1/portal', {
    body: new URLSearchParams(fields).toString(),
    headers: { ...navigation, ...headers },
  });

/** Where it led. */
export const portalIn = ({ headers }: Said): string => headers['location'] ?? '';
