// Every command has --help, ends with 0, and is one sentence where the operator can correct something: no stack is printed.
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { helpText } from '../../operations/terminal/command-help.ts';
import { scriptHelp } from '../../operations/terminal/script-help.ts';
import { childEnvironment } from '../support/child-environment.ts';

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const commands = Object.entries(scripts).filter(([, line]) => /operations\/[\w-]+\.ts$/.test(line));
const folder = mkdtempSync(join(tmpdir(), 'mainstay-clone-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}
/** A command as npm runs it; credentials and regions of whoever runs the tests stay outside. */
function run(line: string, given: readonly string[], cwd = '.', env: object = {}): Promise<Ended> {
  // `exec` is the shell's word: it puts node in its own place.
  const script = line
    .replace(/^exec /, '')
    .split(' ')
    .slice(1);
  const known = {
    ...childEnvironment(),
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...env,
  };
  return new Promise((settle) => {
    execFile(process.execPath, [...script, ...given], { cwd, env: known }, (failure, out, error) => {
      settle({ code: typeof failure?.code === 'number' ? failure.code : failure === null ? 0 : 1, out, error });
    });
  });
}

test('every file of operations/ is a command of package.json', () => {
  const files = readdirSync('operations').filter((file) => file.endsWith('.ts'));
  expect(commands.map(([, line]) => line.split('/').at(-1)).sort()).toEqual(files.sort());
});

/** All of them in one process, because each alone loads the same libraries once more. */
async function helpOfAll(): Promise<Ended & { readonly texts: ReadonlyMap<string, string> }> {
  const files = commands.map(([name, line]) => [name, line.split(' ').at(-1)]);
  const script = join(folder, 'help-of-all.mjs');
  writeFileSync(
    script,
    // Each command listens for errors of its output.
    `process.stdout.setMaxListeners(0);
process.stderr.setMaxListeners(0);
for (const [name, file] of ${JSON.stringify(files)}) {
  process.argv = [process.argv[0], file, '--help', '--nonsense'];
  process.stdout.write('\\n@@' + name + '\\n');
  await import(${JSON.stringify(pathToFileURL(resolve('.')).href)} + '/' + file);
}`,
  );
  const preload = commands[0]?.[1].split(' ').slice(0, 3).join(' ') ?? '';
  const ended = await run(`${preload} ${script}`, []);
  const texts = new Map(
    ended.out.split('\n@@').map((each) => {
      const end = each.indexOf('\n');
      return [each.slice(0, end), each.slice(end + 1)] as const;
    }),
  );
  return { ...ended, texts };
}

describe('--help of every command', () => {
  let all: Awaited<ReturnType<typeof helpOfAll>>;
  beforeAll(async () => {
    all = await helpOfAll();
  });
  test('ends with 0, and nothing is an error', () => expect([all.code, all.error]).toEqual([0, '']));
  test.each(commands)('npm run %s says usage, options and an example', (name) => {
    const out = all.texts.get(name) ?? '';
    expect(out).toContain(`npm run ${name}`);
    expect(out).toContain('--help');
    expect(out).toMatch(/Example: .*npm run/);
    // The line for the shell works as it stands: options come after "--".
    expect(out).not.toMatch(/Example: .*npm run [\w-]+ (?!-- )\S/);
  });
  test('a command alone ends so too', async () => {
    const { code, out, error } = await run(scripts['doctor'] ?? '', ['--help', '--nonsense']);
    expect([code, error]).toEqual([0, '']);
    expect(out.trim()).toBe(all.texts.get('doctor')?.trim());
  });
});

describe('--help of a script that is no command on a stage', () => {
  const others = ['start', 'build', 'print-box', 'bench', 'load', 'mutate', 'scale', 'simulate', 'check:settings'];
  test('is there for each that takes options', () => expect(Object.keys(scriptHelp)).toEqual(others));
  test.each(others)('npm run %s prints it, ends with 0 and does nothing', async (name) => {
    const npm = { npm_lifecycle_event: name };
    const { code, out, error } = await run(scripts[name] ?? '', ['--help', '--nonsense'], '.', npm);
    expect([code, error]).toEqual([0, '']);
    expect(out).toContain(`npm run ${name}`);
    expect(out).not.toMatch(/Example: .*npm run [\w:-]+ (?!-- )\S/);
  });
});

test.each(['inspect', 'switch', 'redrive', 'report', 'reconcile'])(
  'npm run %s -- --stage nowhere is a sentence, and ends with 1',
  async (name) => {
    const given = name === 'inspect' ? ['cus_x', '--stage', 'nowhere'] : ['--stage', 'nowhere'];
    const { code, error } = await run(scripts[name] ?? '', given);
    expect([code, error]).toEqual([1, expect.stringContaining('has no stage "nowhere"')]);
    expect(error).not.toMatch(/\n\s+at /);
  },
);

test('a stage whose account nobody named is a sentence with its region', async () => {
  const { code, error } = await run(scripts['redrive'] ?? '', ['--stage', 'live']);
  expect([code, error]).toEqual([1, expect.stringContaining('mainstay-live in eu-central-1 could not be read')]);
  expect(error).not.toMatch(/\n\s+at /);
});

describe('a fresh clone', () => {
  const clone = join(folder, 'clone');
  const open = () => {
    rmSync(clone, { recursive: true, force: true });
    return mkdtempSync(join(folder, 'clone-'));
  };
  const link = (into: string, without: readonly string[]) => {
    for (const each of readdirSync('.')) {
      if (!['dist', '.git', 'cdk.out', ...without].includes(each)) symlinkSync(resolve(each), join(into, each));
    }
  };
  const app = z.object({ app: z.string() }).parse(JSON.parse(readFileSync('cdk.json', 'utf8'))).app;

  test('needs no build before `npx cdk bootstrap`: the app builds what is missing', async () => {
    const into = open();
    link(into, []);
    const { code, error } = await run(app, [], into, { CDK_OUTDIR: join(into, 'out'), CDK_VALIDATION: 'false' });
    expect([code, error]).toEqual([0, '']);
    expect(readdirSync(join(into, 'dist'))).toContain('web');
    expect(readdirSync(join(into, 'out'))).toContain('mainstay-test.template.json');
  }, 180_000);

  test.each([
    ['cdk', app],
    ['npm run doctor', scripts['doctor'] ?? ''],
  ])('%s with a wrong setting is a sentence', async (_name, line) => {
    const into = open();
    const text = readFileSync('mainstay.config.ts', 'utf8').replace(/(sender"?: )(['"])[^'"]*\2/, '$1$2nobody$2');
    for (const each of ['operations', 'infra', 'package.json']) symlinkSync(resolve(each), join(into, each));
    const wrong = join(into, 'wrong.mjs');
    writeFileSync(join(into, 'mainstay.config.ts'), text.replaceAll("'./", `'${resolve('.')}/`));
    writeFileSync(
      wrong,
      `import { pathToFileURL } from 'node:url';\nawait import(pathToFileURL('${into}/mainstay.config.ts'));\n`,
    );
    const preload = line.split(' ').slice(0, 3).join(' ');
    const { code, error } = await run(`${preload} ${wrong}`, [], into);
    expect([code, error]).toEqual([1, expect.stringContaining('mainstay.config.ts is not valid')]);
    expect(error).not.toMatch(/\n\s+at /);
  });
});

test('help lists an option in one line each', () => {
  const text = helpText({
    usage: 'x',
    does: 'Does x.',
    options: { '--a': 'one', '--b N': 'two' },
    example: 'npm run x',
  });
  expect(text).toMatch(/--a +one\n +--b N +two\n +--help/);
});
