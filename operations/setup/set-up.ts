// The work of `npm run setup`: looks at everything first, shows what it would change, asks, and then changes only that.
// Done twice, the second time finds nothing to do.
import { CannotStart } from '../../local/environment/cannot-start.ts';
import type { Screen } from '../../local/environment/progress.ts';
import { type KeyRow, keyRows, mayKey, setupRows } from '../account/key-rows.ts';
import { type Finding, findingLines } from '../terminal/finding.ts';
import { checklistLines } from './dashboard-checklist.ts';
import { planPortal } from './plan-portal.ts';
import { planProduct } from './plan-product.ts';
import { planSecrets, planStripeKey, type SecretNeeds } from './plan-secrets.ts';
import { planWebhook } from './plan-webhook.ts';

export interface SetUpNeeds extends SecretNeeds {
  readonly screen: Screen;
  /** The functions' own key at Stripe; null while there is none. */
  readonly functionsStripe: SecretNeeds['stripe'] | null;
  /** Null where nobody can be asked. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
}

/** False where something hurts that no setup can put right. */
export async function setUp(needs: SetUpNeeds, { isSure }: { readonly isSure: boolean }): Promise<boolean> {
  const { screen } = needs;
  const say = (lines: readonly string[]) => screen.write(`${lines.join('\n')}\n\n`);
  const findings = await planAll(needs);
  say(findings.flatMap(findingLines));
  say(
    await rowLines(
      'What the functions ask of the key (a restricted key needs these rows):',
      keyRows,
      needs.functionsStripe,
    ),
  );
  say(await rowLines('What this setup asks of its key, once:', setupRows, needs.stripe));
  const isApplied = await applyAll(needs, findings, isSure);
  say(checklistLines());
  return isApplied && findings.every(({ state }) => state !== 'hurts');
}

/** In the order in which they may be applied: the functions are told beside their key. */
export const planAll = async (needs: SecretNeeds): Promise<readonly Finding[]> => [
  await planStripeKey(needs),
  ...(await planSecrets(needs)),
  await planProduct(needs),
  await planPortal(needs),
  ...(await planWebhook(needs)),
];

async function applyAll(needs: SetUpNeeds, findings: readonly Finding[], isSure: boolean): Promise<boolean> {
  const changes = findings.filter(({ state }) => state === 'change');
  if (changes.length === 0) {
    needs.screen.write('  Nothing is to be changed.\n\n');
    return true;
  }
  if (!isSure && needs.ask === null) throw new CannotStart('Nothing was changed. Say --yes where nobody can be asked.');
  if (!isSure && (await needs.ask?.(`Change ${changes.length} of these?`)) !== true) {
    needs.screen.write('  Nothing was changed.\n\n');
    return false;
  }
  for (const { about, is, apply } of changes) {
    await apply?.();
    needs.screen.write(`  ✓ ${about.padEnd(22)} done: ${is}\n`);
  }
  needs.screen.write('\n');
  return true;
}

async function rowLines(
  title: string,
  rows: readonly KeyRow[],
  stripe: SecretNeeds['stripe'] | null,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const each of rows) {
    const mark = stripe === null ? '?' : (await mayKey(stripe, each)) ? '✓' : '✗';
    lines.push(`  ${mark} ${each.row.padEnd(22)} ${each.level.padEnd(7)} ${each.why}`);
  }
  return [`  ${title}`, ...lines];
}
