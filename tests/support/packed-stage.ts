// A stage as a deploy would carry it: built, synthesised by the real app, and read back from the template. What a template
// only refers to (a table, a queue, a secret) gets the name of its local replacement.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { FunctionName } from '../../shared/api/routes.ts';
import { synthesise } from '../infra/stand-in-stack.ts';
import type { Packed } from './runtime-api.ts';

const lambdaFunction = z.object({
  Type: z.literal('AWS::Lambda::Function'),
  Properties: z.object({
    Description: z.string(),
    Handler: z.string(),
    Timeout: z.number(),
    Code: z.object({ S3Key: z.string() }),
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  }),
});
const written = z.object({ Resources: z.record(z.string(), z.unknown()) });

/** By the names that we gave the resources, without the CDK's digits. */
export type Stands = Readonly<Record<string, string>>;

export interface PackedStage {
  /** A function, ready to start. `more` is what no deploy sets: the addresses of the local servers. */
  functionOf(functionName: FunctionName, stands: Stands, more: Readonly<Record<string, string>>): Packed;
}

export function packStage(stage: 'test' | 'live', dist: string): PackedStage {
  const outdir = synthesise({ stage, dist });
  const template = written.parse(JSON.parse(readFileSync(join(outdir, `mainstay-${stage}.template.json`), 'utf8')));
  const functions = Object.values(template.Resources).flatMap((resource) => {
    const parsed = lambdaFunction.safeParse(resource);
    return parsed.success ? [parsed.data.Properties] : [];
  });
  return {
    functionOf(functionName, stands, more) {
      const found = functions.find(({ Description }) => Description === `Mainstay, function ${functionName}`);
      if (found === undefined) throw new Error(`the template has no function ${functionName}`);
      const shown = Object.entries(found.Environment.Variables).map(([name, value]) => [name, textOf(value, stands)]);
      return {
        folder: join(outdir, `asset.${found.Code.S3Key.replace(/\.zip$/, '')}`),
        handler: found.Handler,
        name: `mainstay-${stage}-${functionName}`,
        timeoutSeconds: found.Timeout,
        environment: { ...Object.fromEntries(shown), ...more },
      };
    },
  };
}

const referred = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);
function textOf(value: unknown, stands: Stands): string {
  if (typeof value === 'string') return value;
  const found = referred.parse(value);
  if ('Fn::Join' in found) return found['Fn::Join'][1].map((part) => textOf(part, stands)).join(found['Fn::Join'][0]);
  const name = ('Ref' in found ? found.Ref : found['Fn::GetAtt'][0]).replace(/[0-9A-F]{8}$/, '');
  const stand = stands[name];
  if (stand === undefined) throw new Error(`there is no local replacement of ${name}`);
  return stand;
}
