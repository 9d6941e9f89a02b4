// AWS's own validator of templates, offline, with the schemas of its resource providers. It is a part of the CDK, which
// runs it at a synthesis and then only prints its findings.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import * as z from 'zod/mini';

interface Engine {
  validateTemplate(template: unknown): unknown;
}
interface SchemaValidator {
  validate(template: unknown, region: string): unknown;
}
const library = z.object({
  CompositeEngine: z.custom<new () => Engine>((given) => typeof given === 'function'),
  SchemaValidator: z.custom<new () => SchemaValidator>((given) => typeof given === 'function'),
  TemplateFile: z.custom<new (path: string) => unknown>((given) => typeof given === 'function'),
  TemplateContent: z.custom<new (text: string) => unknown>((given) => typeof given === 'function'),
});
const report = z.object({
  diagnostics: z.array(
    z.object({
      severity: z.string(),
      ruleId: z.string(),
      message: z.string(),
      entity: z.nullish(z.object({ logicalId: z.nullish(z.string()) })),
    }),
  ),
});

const loaded: unknown = createRequire(resolve('node_modules/aws-cdk-lib/package.json'))('@aws/cloudformation-validate');
const { CompositeEngine, SchemaValidator, TemplateFile, TemplateContent } = library.parse(loaded);

/** A `DependsOn` that repeats a reference: the CDK writes it, and it does no harm. */
const harmless = ['W3005'];

let schemaValidator: SchemaValidator | undefined;
const schemas = (): SchemaValidator => (schemaValidator ??= new SchemaValidator());

/** Created once: it reads all schemas, which takes a second. It ends with its process. */
let engine: Engine | undefined;

/** What AWS refuses in each of the templates, without hints about style; empty for a valid one. */
export function refusedByAws(paths: readonly string[]): string[] {
  const made = engine ?? new CompositeEngine();
  engine = made;
  return paths.flatMap((path) =>
    report
      .parse(made.validateTemplate(new TemplateFile(path)))
      .diagnostics.filter(({ severity, ruleId }) => severity !== 'INFO' && !harmless.includes(ruleId))
      .map(({ ruleId, message, entity }) => `${ruleId} ${entity?.logicalId ?? 'template'}: ${message}`),
  );
}

/** Which of the resource types CloudFormation does not know in the region. */
export function typesMissingIn(region: string, types: readonly string[]): string[] {
  const Resources = Object.fromEntries(types.map((Type, at) => [`Each${at}`, { Type }]));
  const findings = z
    .array(z.object({ ruleId: z.string(), message: z.string() }))
    .parse(schemas().validate(new TemplateContent(JSON.stringify({ Resources })), region))
    .filter(({ ruleId }) => ruleId === 'F3006');
  return types.filter((type) => findings.some(({ message }) => message.includes(`'${type}'`)));
}
