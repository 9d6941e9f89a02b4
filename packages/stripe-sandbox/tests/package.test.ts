// What somebody else installs: the tarball of `npm pack` in an empty folder, its command on a free port, and the real
// Stripe SDK on the other side. The dependencies come from this checkout, so the test needs no network.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = dirname(import.meta.dirname);
const consumer = mkdtempSync(join(tmpdir(), 'stripe-sandbox-'));
const installed = join(consumer, 'node_modules/@mainstay/stripe-sandbox');
const { bin, dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
let running: ChildProcess | undefined;

beforeAll(() => {
  execFileSync('npm', ['pack', '--silent', '--pack-destination', consumer], { cwd: folder });
  const [tarball = ''] = readdirSync(consumer).filter((file) => file.endsWith('.tgz'));
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(consumer, tarball), '-C', installed, '--strip-components=1']);
  // `@types/node` is what a TypeScript project on Node has anyway; the declarations name its types.
  for (const name of [...Object.keys(dependencies), '@types/node']) {
    const link = join(consumer, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(folderOf(name), link);
  }
});
afterAll(() => {
  running?.kill();
  rmSync(consumer, { recursive: true });
});

test('the tarball holds the build, the manual, and no source or test', () => {
  expect(readdirSync(installed).sort()).toEqual(['README.md', 'dist', 'package.json']);
});

test('the installed command opens a Checkout session for the real SDK', async () => {
  const { hostname: host, port } = await startCommand();
  const stripe = new Stripe('sk_test_package', { protocol: 'http', host, port, telemetry: false });
  const session = await stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: 'http://site.test/thanks',
    line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 1000, product_data: { name: 'A gift' } } }],
  });
  expect(session).toMatchObject({ object: 'checkout.session', status: 'open', amount_total: 1000 });
  const page = await fetch(session.url ?? '');
  expect(await page.text()).toContain('10.00 USD');
});

test('the library and its types serve a project of its own', () => {
  const program = `import { createSandbox, type Sandbox } from '@mainstay/stripe-sandbox';
    import { serveSandbox } from '@mainstay/stripe-sandbox/server';
    const sandbox: Sandbox = createSandbox({ now: () => 0, seed: 1, send: async () => ({ status: 200 }), baseUrl: () => '' });
    const port: number = serveSandbox.length;
    console.info(typeof sandbox.fetch, port);`;
  writeFileSync(join(consumer, 'package.json'), '{"type":"module"}');
  writeFileSync(join(consumer, 'program.ts'), program);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2024', '--module', 'nodenext'];
  const compiler = join(folderOf('ts7'), 'bin/tsc');
  execFileSync(process.execPath, [compiler, ...options, '--types', 'node', 'program.ts'], { cwd: consumer });
  const printed = execFileSync(process.execPath, ['program.ts'], { cwd: consumer, encoding: 'utf8' });
  expect(printed.trim()).toBe('function 1');
});

/** Some packages export no path to themselves, so this looks where Node does: in every `node_modules` upwards. */
function folderOf(name: string, from = folder): string {
  const candidate = join(from, 'node_modules', name);
  if (existsSync(candidate)) return candidate;
  if (dirname(from) === from) throw new Error(`${name} is not installed`);
  return folderOf(name, dirname(from));
}

/** Starts the command as npm's link to it would, and waits for the line that says where it listens. */
async function startCommand(): Promise<URL> {
  const command = join(installed, bin['stripe-sandbox']);
  running = spawn(process.execPath, [command, '--port', '0'], { cwd: consumer, stdio: ['ignore', 'pipe', 'inherit'] });
  if (running.stdout === null) throw new Error('the command has no output');
  for await (const line of createInterface({ input: running.stdout })) {
    const [address] = /http:\/\/localhost:\d+/.exec(line) ?? [];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('the command ended before it listened');
}
