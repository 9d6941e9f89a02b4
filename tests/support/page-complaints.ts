// The complaints of a page while it is open: violations of its policy, scripts that threw, files that did not load.
import type { Page } from 'playwright-core';

export function complaintsOf(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => void complaints.push(`threw: ${error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`said: ${message.text()} (${message.location().url})`);
  });
  return complaints;
}
