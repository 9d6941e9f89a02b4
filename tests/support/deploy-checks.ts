// What AWS refuses at a deploy and its validator does not check: times of schedules, settings of routes, the text of a
// dashboard, and the lengths of texts for people.
import * as z from 'zod/mini';
import { wrongSchedule } from './schedule-expression.ts';

const resource = z.looseObject({
  Type: z.string(),
  Properties: z._default(z.record(z.string(), z.unknown()), {}),
  DependsOn: z.optional(z.union([z.string(), z.array(z.string())])),
});
type Resource = z.output<typeof resource>;
const template = z.looseObject({
  Resources: z.record(z.string(), resource),
  Outputs: z._default(z.record(z.string(), z.looseObject({ Description: z.optional(z.string()) })), {}),
});
export type CheckedTemplate = z.input<typeof template>;

/** Of one stack, by AWS's quotas. */
const mostResources = 500;
const mostOutputs = 200;
const mostTemplateBytes = 1_000_000;
/** AWS's longest for each property of a type, in characters. */
const longest: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'AWS::CloudWatch::Alarm': { AlarmName: 255, AlarmDescription: 1024 },
  'AWS::Lambda::Function': { Description: 256 },
  'AWS::IAM::Role': { Description: 1000 },
  'AWS::SNS::Topic': { DisplayName: 100 },
  'AWS::Scheduler::Schedule': { Description: 512 },
  'AWS::Events::Rule': { Description: 512 },
  'AWS::SecretsManager::Secret': { Description: 2048 },
};

export function wrongAtDeploy(given: unknown): string[] {
  const { Resources, Outputs } = template.parse(given);
  const all = Object.entries(Resources);
  const found = all.flatMap(([id, each]) =>
    [
      ...wrongTimes(each),
      ...wrongLengths(each),
      ...wrongDashboard(each),
      ...wrongRoutes(each, Resources),
      ...wrongPolicy(each),
    ].map((what) => `${id}: ${what}`),
  );
  if (all.length > mostResources) found.push(`${all.length} resources`);
  if (Object.keys(Outputs).length > mostOutputs) found.push(`${Object.keys(Outputs).length} outputs`);
  if (JSON.stringify(given).length > mostTemplateBytes) found.push('the template is too large');
  return found;
}

function wrongTimes({ Properties }: Resource): string[] {
  const expression = Properties['ScheduleExpression'];
  return typeof expression === 'string' ? [wrongSchedule(expression) ?? []].flat() : [];
}

/** A value of the deploy (an account, a region, a name that AWS makes) counts as 40 characters. */
export function textOf(value: unknown): string {
  const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }).safeParse(value);
  if (joined.success) return joined.data['Fn::Join'][1].map(textOf).join(joined.data['Fn::Join'][0]);
  return typeof value === 'string' ? value : 'x'.repeat(40);
}

const wrongLengths = ({ Type, Properties }: Resource): string[] =>
  Object.entries(longest[Type] ?? {})
    .filter(([name, most]) => Properties[name] !== undefined && textOf(Properties[name]).length > most)
    .map(([name, most]) => `${name} is longer than ${most}`);

const widget = z.looseObject({
  type: z.enum(['metric', 'text', 'log', 'alarm', 'explorer', 'custom']),
  x: z.optional(z.int().check(z.gte(0), z.lte(23))),
  width: z.int().check(z.gte(1), z.lte(24)),
  height: z.int().check(z.gte(1), z.lte(1000)),
  properties: z.looseObject({ metrics: z.optional(z.array(z.array(z.unknown()).check(z.minLength(1)))) }),
});
const dashboard = z.looseObject({ widgets: z.array(widget).check(z.minLength(1), z.maxLength(500)) });

function wrongDashboard({ Type, Properties }: Resource): string[] {
  if (Type !== 'AWS::CloudWatch::Dashboard') return [];
  try {
    const parsed = dashboard.safeParse(JSON.parse(textOf(Properties['DashboardBody'])));
    if (!parsed.success) return [`the dashboard is wrong at ${parsed.error.issues[0]?.path.join('.')}`];
    return parsed.data.widgets
      .filter(({ x = 0, width }) => x + width > 24)
      .map(() => 'a widget is out of the dashboard');
  } catch {
    return ['the dashboard is no JSON'];
  }
}

const routeSettings = z.record(
  z.string(),
  z.strictObject({
    ThrottlingRateLimit: z.optional(z.number().check(z.gt(0))),
    ThrottlingBurstLimit: z.optional(z.int().check(z.gt(0))),
    DetailedMetricsEnabled: z.optional(z.boolean()),
  }),
);
/** API Gateway answers "Unable to find Route by key" if a route is missing or is made later. */
function wrongRoutes(
  { Type, Properties, DependsOn = [] }: Resource,
  all: Readonly<Record<string, Resource>>,
): string[] {
  if (Type !== 'AWS::ApiGatewayV2::Stage') return [];
  const parsed = routeSettings.safeParse(Properties['RouteSettings'] ?? {});
  if (!parsed.success) return [`RouteSettings has the wrong ${parsed.error.issues[0]?.path.join('.')}`];
  const madeBefore = [DependsOn].flat().map((id) => all[id]?.Properties['RouteKey']);
  return Object.keys(parsed.data)
    .filter((key) => !madeBefore.includes(key))
    .map((key) => `RouteSettings has the route "${key}", which is not made before it`);
}

/** All inline policies of a role together. */
const longestPolicies = 10_240;
const rolePolicies = z.looseObject({
  Policies: z._default(z.array(z.looseObject({ PolicyDocument: z.unknown() })), []),
});

function wrongPolicy({ Type, Properties }: Resource): string[] {
  if (Type !== 'AWS::IAM::Role') return [];
  const documents = rolePolicies.parse(Properties).Policies.map(({ PolicyDocument }) => JSON.stringify(PolicyDocument));
  return documents.join('').length > longestPolicies ? ['its policies are longer than 10,240 characters'] : [];
}
