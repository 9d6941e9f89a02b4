// The work of `npm run setup`: it checks everything first, shows what it would change, asks, and then changes only that. A
// second run finds nothing to do.

import { settings } from '#settings';
import { CannotStart } from '../../local/environment/cannot-start.ts';
import type { Screen } from '../../local/environment/progress.ts';
import { type KeyRow, keyRows, newKeyLink, setupRows } from '../account/key-rows.ts';
import { probeKey } from '../account/probe-key.ts';
import { type Finding, findingLines } from '../terminal/finding.ts';
import { checklistLines } from './dashboard-checklist.ts';
import { planInstallation } from './plan-installation.ts';
import { planPortal } from './plan-portal.ts';
import { planProduct } from './plan-product.ts';
import { planSecrets, planStripeKey, type SecretNeeds } from './plan-secrets.ts';
import { planWebhook } from './plan-webhook.ts';

export interface SetUpNeeds extends SecretNeeds {
  readonly screen: Screen;
  /** A client with the functions' own key; null while there is none. */
  readonly functionsStripe: SecretNeeds['stripe'] | null;
  /** Null without a terminal. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

/** False if there is a problem that setup cannot correct. */
export async function setUp(needs: SetUpNeeds, { isSure }: { readonly isSure: boolean }): Promise<boolean> {
  const { screen, target } = needs;
  const print = (lines: readonly string[]) => screen.write(`${lines.join('\n')}\n\n`);
  const findings = await planAll(needs);
  print(findings.flatMap(findingLines));
  print(
    await rowLines('Permissions that the functions need (rows of a restricted key):', keyRows, needs.functionsStripe),
  );
  print([`  A new key with them: ${newKeyLink(target.mode)}`]);
  print(await rowLines('Permissions that this setup needs, once:', setupRows, needs.stripe));
  const isApplied = await applyAll(needs, findings, isSure);
  print(checklistLines(settings.neverAsk));
  return isApplied && findings.every(({ state }) => state !== 'problem');
}

/** In the order in which they may be applied: ids are stored beside the functions' key. */
export const planAll = async (needs: SecretNeeds): Promise<readonly Finding[]> => [
  await planStripeKey(needs),
  ...(await planSecrets(needs)),
  ...(await planAccount(needs)),
];

/** What lies at Stripe, where others work too. */
const planAccount = async (needs: SecretNeeds): Promise<readonly Finding[]> => [
  await planInstallation(needs),
  await planProduct(needs),
  await planPortal(needs),
  ...(await planWebhook(needs)),
];

async function applyAll(needs: SetUpNeeds, findings: readonly Finding[], isSure: boolean): Promise<boolean> {
  const changes = findings.filter(({ state }) => state === 'change');
  if (changes.length === 0) {
    needs.screen.write('  Nothing to change.\n\n');
    return true;
  }
  if (!isSure && needs.ask === null) throw new CannotStart('Nothing was changed. Without a terminal, pass --yes.');
  if (
    !isSure &&
    (await needs.ask?.(`Make ${changes.length === 1 ? 'this change' : `these ${changes.length} changes`}?`)) !== true
  ) {
    needs.screen.write('  Nothing was changed.\n\n');
    return false;
  }
  if (!isSure && !(await isAsShown(needs, findings))) return false;
  for (const { about, is, apply } of changes) {
    await apply?.();
    needs.screen.write(`  ✓ ${about.padEnd(22)} done: ${is}\n`);
  }
  needs.screen.write('\n');
  return true;
}

/**
 * While a person read and thought, somebody may have changed the account in another tab of the dashboard. What was agreed to is not
 * done to something else.
 */
async function isAsShown(needs: SetUpNeeds, shown: readonly Finding[]): Promise<boolean> {
  const textOf = ({ about, is }: Finding) => `${about}: ${is}`;
  const before = new Set(shown.map(textOf));
  const now = await planAccount(needs);
  const changed = now.filter((each) => !before.has(textOf(each)));
  if (changed.length === 0) return true;
  needs.screen.write('  Stripe changed meanwhile, so nothing was changed here. It is now:\n');
  needs.screen.write(`${changed.flatMap(findingLines).join('\n')}\n  Run the command again.\n\n`);
  return false;
}

async function rowLines(
  title: string,
  rows: readonly KeyRow[],
  stripe: SecretNeeds['stripe'] | null,
): Promise<readonly string[]> {
  const probed = stripe === null ? rows.map((row) => ({ ...row, refusal: null })) : await probeKey(stripe, rows);
  const lines = probed.flatMap(({ row, slug, why, refusal }) => [
    `  ${stripe === null ? '?' : refusal === null ? '✓' : '✗'} ${row.padEnd(28)} ${slug.padEnd(36)} ${why}`,
    ...(refusal === null ? [] : [`      → Stripe: ${refusal}`]),
  ]);
  return [`  ${title}`, ...lines];
}
