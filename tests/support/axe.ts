// What axe-core finds on a page, as sentences. The debugger injects it past the page's policy, which would
// refuse it as it refuses any other foreign script.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import * as z from 'zod/mini';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const found = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })),
  }),
);

/** WCAG 2.2 AA and axe's own recommended rules. */
export async function accessibilityFlaws(page: Page): Promise<string[]> {
  await page.evaluate(source);
  const violations =
    await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((said) => said.violations.map(
    ({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary: failureSummary ?? '' })) })))`);
  return z
    .parse(found, violations)
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html}: ${failureSummary}`),
    );
}
