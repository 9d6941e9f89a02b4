// Debian's `njs`, the engine that runs CloudFront functions: it runs the deployed text with a stand-in for CloudFront's
// module of keys, and with its own crypto. Without njs the tests print a clear warning and are skipped; in CI
// they fail instead.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { EdgeRequest } from '../../local/servers/edge.ts';

const isMissing = 'There is no njs (apt install njs)';
export const isNjsMissing = spawnSync('njs', ['-v']).status !== 0;
if (isNjsMissing && process.env['CI'] === 'true') throw new Error(isMissing);
if (isNjsMissing) console.warn(`\n!!! SKIPPED: ${isMissing}, so CloudFront's engine did not run the edge function.\n`);

const answer = z.object({
  headers: z.record(z.string(), z.object({ value: z.string() })),
  /** The cookies were passed on unchanged. */
  areCookiesSame: z.boolean(),
});
type Answer = z.output<typeof answer>;
/** The most milliseconds that an answer of the engine may take; it takes a few. */
const patience = 60_000;

/** Runs the text once, as one instance of it at the edge, over requests one after another; a refused text throws. */
export const runInNjs = (
  code: string,
  keys: Readonly<Record<string, string>>,
  requests: readonly EdgeRequest[],
): Answer[] =>
  askNjs(`${code}\n${driver(requests)}`, keys)
    .split('\n')
    .map((line) => answer.parse(JSON.parse(line)));

/** What the text prints. */
export function askNjs(text: string, keys: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-njs-'));
  try {
    writeFileSync(join(folder, 'cloudfront'), keyModule(keys));
    writeFileSync(join(folder, 'edge.js'), text);
    const ran = spawnSync('njs', ['-p', folder, join(folder, 'edge.js')], { timeout: patience, encoding: 'utf8' });
    // The engine prints a refusal on its standard output. It accepts some texts that it should refuse, and crashes at run time.
    if (ran.status !== 0) throw new Error(`njs ended with ${ran.signal ?? ran.status}: ${ran.stdout}${ran.stderr}`);
    return ran.stdout.trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As a KeyValueStore does, it answers with a promise, and refuses a key that is not there. */
const keyModule = (keys: Readonly<Record<string, string>>): string => `
const keys = ${JSON.stringify(keys)};
async function get(id) {
  if (!Object.prototype.hasOwnProperty.call(keys, id)) throw new Error('KeyNotFound');
  return keys[id];
}
export default { kvs: () => ({ get: get }) };
`;

/** A line for each answer: njs cuts off what is longer than 2,048 characters. */
const driver = (requests: readonly EdgeRequest[]): string => `
const asked = ${JSON.stringify(requests)};
function answer(request) {
  const cookies = JSON.stringify(request.cookies);
  return handler({ request: request }).then((answered) =>
    console.log(JSON.stringify({ headers: answered.headers, areCookiesSame: JSON.stringify(answered.cookies) === cookies })),
  );
}
asked.reduce((before, request) => before.then(() => answer(request)), Promise.resolve());
`;
