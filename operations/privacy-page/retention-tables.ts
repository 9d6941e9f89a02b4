// The generated part of docs/privacy.md: what the table holds, from the definitions in the code.
import { grains } from '../../shared/adapters/dynamodb/retention/grain.ts';
import { retention } from '../../shared/adapters/dynamodb/retention/retention.ts';
import type { LeadsTo, RowKind } from '../../shared/adapters/dynamodb/retention/row-kind.ts';

const [begin, end] = ['<!-- written by `npm run privacy-page` -->', '<!-- up to here -->'];

/** Returns the page with its tables as the code defines them now; it replaces what is between the two marks. */
export function withRetention(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/privacy.md has lost the two marks around its tables');
  return `${page.slice(0, from)}${begin}\n\n${tables()}\n\n${page.slice(to)}`;
}

const leads: Readonly<Record<LeadsTo, string>> = {
  nobody: 'nobody',
  stripe: 'somebody, with the Stripe account',
  keyed: 'whom one suspects, with the key',
  secret: 'nobody: it proves a secret',
  sealed: 'an address, with the private key',
};

const tables = (): string =>
  [
    '| row | why | how long | read or written by | leads to |',
    '|---|---|---|---|---|',
    ...retention.map(
      ({ key, why, life, readers, leadsTo }) =>
        `| \`${key}\` | ${why} | ${life.says} | ${readers.map((functionName) => `\`${functionName}\``).join(' ')} | ${leads[leadsTo]} |`,
    ),
    '',
    '| row | attribute | what for | leads to | an instant is as fine as |',
    '|---|---|---|---|---|',
    ...retention.flatMap(attributesOf),
  ].join('\n');

const attributesOf = ({ key, attributes }: RowKind): string[] =>
  Object.entries(attributes).map(
    ([name, [leadsTo, purpose, grain]]) =>
      `| \`${key.replaceAll(/<[^>]+>/g, '…')}\` | \`${name}\` | ${purpose} | ${leads[leadsTo]} | ${grain === undefined ? '' : grains[grain].says} |`,
  );
