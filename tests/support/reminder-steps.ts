// What readers do with a first message about a reminder, one function for each step of a test.
import type { ReaderBrowser } from './reader-browser.ts';

export const askForReminder = (browser: ReaderBrowser, email: string, more: object = {}) =>
  browser.call('POST', '/v1/reminders', { body: { email, month: '+1', ...more } });
/** Behind the button of a first message; empty where the text is none. */
export const confirmationIn = (text = ''): string => /#confirm=([\w.~-]+)/.exec(text)?.[1] ?? '';
export const confirmReminder = (browser: ReaderBrowser, token: string) =>
  browser.call('POST', '/v1/reminders/confirm', { body: { token } });
