// Synthesises a stage of the real stack for the tests, with stand-ins for the bundles so that no build is needed. It reads the
// template and gives its resources the names they have in our code.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod/mini';
import { functions } from '../../shared/api/routes.ts';
import { childEnvironment } from '../support/child-environment.ts';

export type StageName = 'test' | 'live';

/** Saved outputs, and what is still being made. Test files of one process share this module, so none of them removes it. */
const saved = resolve('node_modules', '.cache', 'mainstay-synth');
mkdirSync(saved, { recursive: true });

const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });
/** The feature flags of cdk.json, which the CDK's command line passes to the app. */
export const flags = () => cdkJson.parse(JSON.parse(readFileSync('cdk.json', 'utf8'))).context;

function standInDist(): string {
  const dist = mkdtempSync(join(saved, 'dist-'));
  for (const functionName of [...functions, 'mail-smtp', 'demo']) {
    mkdirSync(join(dist, functionName));
    writeFileSync(join(dist, functionName, 'index.js'), `exports.handler = async () => '${functionName}';`);
    writeFileSync(join(dist, functionName, 'index.js.map'), '{}');
    writeFileSync(join(dist, functionName, 'package.json'), '{"type":"commonjs"}');
  }
  mkdirSync(join(dist, 'web'));
  writeFileSync(join(dist, 'web', 'mainstay.js'), 'document.title;');
  return dist;
}

export interface Resource {
  readonly name: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
  readonly dependsOn: readonly string[];
}
const resource = z.looseObject({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
  DeletionPolicy: z.optional(z.string()),
  DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
});
const resources = z.looseObject({ Resources: z.record(z.string(), resource) });

/** The inputs of a synthesis: while none of them changes, the saved output is used again. */
const sources = [
  'infra',
  'web/edge',
  'shared',
  'tests/support/test-config.ts',
  'cdk.json',
  'package-lock.json',
  import.meta.filename,
];

/**
 * Runs the app in its own process, as the CDK's command line does: loading the CDK in vitest takes seconds. Returns the output
 * folder, which all test files share.
 */
export function synthesise(context: Readonly<Record<string, string>>): string {
  const { dist, ...named } = context;
  const hash = createHash('sha256').update(JSON.stringify(named));
  for (const file of [...sources, ...(dist === undefined ? [] : [dist])].flatMap(filesIn))
    hash.update(readFileSync(file));
  const outdir = join(saved, hash.digest('hex').slice(0, 24));
  if (existsSync(outdir)) return outdir;
  const fresh = mkdtempSync(join(saved, 'synth-'));
  const CDK_CONTEXT_JSON = JSON.stringify({ ...flags(), ...named, dist: dist ?? standInDist() });
  // `npm run synth` keeps the CDK's own validation on; here it would cost more than all the rest.
  const env = { ...childEnvironment(), CDK_OUTDIR: fresh, CDK_CONTEXT_JSON, CDK_VALIDATION: 'false' };
  execFileSync(process.execPath, ['infra/app.ts'], { env, stdio: 'pipe' });
  removeOldOnes();
  try {
    renameSync(fresh, outdir);
  } catch {
    // Another test file was faster.
    rmSync(fresh, { recursive: true });
  }
  return outdir;
}

const filesIn = (path: string): string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .sort();

function removeOldOnes(): void {
  for (const older of readdirSync(saved)) {
    const path = join(saved, older);
    // Two processes may remove the same one.
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Number.NaN };
    if (Date.now() - mtimeMs > 3_600_000) rmSync(path, { recursive: true, force: true });
  }
}

export interface Deployed {
  readonly template: Template;
  readonly all: readonly Resource[];
  readonly outdir: string;
}
const written = new Map<StageName, string>();
const known = new Map<string, Deployed>();

/** A stage as `mainstay.config.ts` has it. */
export const stageOf = (stage: StageName): Deployed => stackOf(stage, `mainstay-${stage}`);
/** The stack with the web ACL before its CDN. */
export const shieldOf = (stage: StageName): Deployed => stackOf(stage, `mainstay-${stage}-shield`);

function stackOf(stage: StageName, stack: string): Deployed {
  const outdir = written.get(stage) ?? synthesise({ stage });
  written.set(stage, outdir);
  const deployed = known.get(stack) ?? read(outdir, stack);
  known.set(stack, deployed);
  return deployed;
}

function read(outdir: string, stack: string): Deployed {
  const written: unknown = JSON.parse(readFileSync(join(outdir, `${stack}.template.json`), 'utf8'));
  const all = Object.entries(resources.parse(written).Resources).map(([logicalId, resource]) => ({
    name: nameOf(logicalId),
    type: resource.Type,
    properties: resource.Properties ?? {},
    deletionPolicy: resource.DeletionPolicy,
    dependsOn: [resource.DependsOn ?? []].flat().map(nameOf),
  }));
  return { template: Template.fromJSON(resources.parse(written)), all, outdir };
}

/** The CDK's logical ids are our names with eight hex digits behind them. */
const nameOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

const reference = z.union([
  z.pipe(
    z.object({ Ref: z.string() }),
    z.transform((found) => found.Ref),
  ),
  z.pipe(
    z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
    z.transform((found) => found['Fn::GetAtt'][0]),
  ),
]);
/** The name of the resource that a property refers to; anything but a reference throws. */
export const referredBy = (value: unknown): string => nameOf(reference.parse(value));

export const ofType = (all: readonly Resource[], type: string): Resource[] => all.filter((each) => each.type === type);

/** Finds the one resource with a name; none or several throw. */
export const namedIn =
  (all: readonly Resource[]) =>
  (name: string): Resource => {
    const [found, ...others] = all.filter((each) => each.name === name);
    if (found === undefined || others.length > 0) throw new Error(`there should be one ${name}`);
    return found;
  };

/** Our functions: the CDK adds one of its own that runs only during a deployment. */
export const functionsIn = (all: readonly Resource[]): Resource[] =>
  ofType(all, 'AWS::Lambda::Function').filter(({ name }) => name.endsWith('function'));
/** The CDK's uploader of the files for the browser, and what belongs to it. */
export const isUploader = ({ name }: Pick<Resource, 'name'>): boolean =>
  name.startsWith('CustomCDKBucketDeployment') || name.startsWith('WebFilesUpload');
