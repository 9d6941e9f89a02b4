// Records everything that goes in and out of a deployed harness while a test runs, and what it stores at the end: the
// stores where a trace of a person could be left.
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import type { Sandbox } from '../../packages/stripe-sandbox/source/sandbox.ts';
import { routes } from '../../shared/api/routes.ts';
import type { Traces } from './canary.ts';
import type { FreshTable } from './dynamodb-table.ts';
import type { QueueAddress } from './real-servers.ts';

export type Witness = ReturnType<typeof openWitness>;

export function openWitness() {
  const [urls, responses, handed, stripeUrls, stripeMetadata]: string[][] = [[], [], [], [], []];
  const names = new Set<string>();
  return {
    /** The names of the routes that were called. */
    requested: (): ReadonlySet<string> => names,
    /** A request for a route. */
    asks: (routeKey: string): void => {
      const found = Object.entries(routes).find(([, { method, path }]) => `${method} ${path}` === routeKey);
      if (found !== undefined) names.add(found[0]);
    },
    /** The texts of all messages, as their readers see them. */
    mail: async (endpoint: string): Promise<string[]> =>
      (await mailAt(endpoint)).map(({ body }) => z.parse(z.object({ text: z.string() }), body).text),
    /** What a function answered. A redirect is a URL of ours too. */
    answered({ headers = {}, cookies = [], body = '' }: APIGatewayProxyStructuredResultV2): void {
      responses?.push(JSON.stringify({ headers, cookies, body }));
      urls?.push(String(headers['location'] ?? ''), ...(body.match(/https?:[^"\s]+/g) ?? []));
    },
    /** What a queue delivered to a worker. */
    handed: (event: unknown): void => void handed?.push(JSON.stringify(event)),
    /** A request of ours to Stripe: its address, and what it writes there. The payer types address and name at Stripe only. */
    async toStripe(request: Request): Promise<void> {
      stripeUrls?.push(request.url, request.headers.get('idempotency-key') ?? '');
      const written = [...new URLSearchParams(await request.clone().text())];
      stripeMetadata?.push(
        ...written.map(([name, value]) => `${name}=${value}`),
        request.headers.get('user-agent') ?? '',
      );
    },
    /** All of it, with the current content of the table, the queues and the log. */
    async traces(harness: Lying): Promise<Traces> {
      const lines = harness.log().split('\n');
      return {
        'table row': (await harness.table.rows()).map((row) => JSON.stringify(row, withSets)),
        'queue message': [...(handed ?? []), ...(await lyingIn(harness.client, harness.queue.queueUrl))],
        'dead message': await lyingIn(harness.client, harness.queue.deadLetterUrl),
        'log line': lines,
        metric: lines.flatMap(metricsIn),
        URL: [...(urls ?? []), ...(stripeUrls ?? [])],
        response: responses ?? [],
        'mail header': await mailIn(harness.mail.endpoint),
        'Stripe metadata': [...(stripeMetadata ?? []), ...metadataIn(harness.sandbox)],
      };
    },
  };
}
export interface Lying {
  readonly table: FreshTable;
  readonly queue: Pick<QueueAddress, 'queueUrl' | 'deadLetterUrl'>;
  readonly client: SQSClient;
  readonly sandbox: Sandbox;
  readonly mail: { readonly endpoint: string };
  log(): string;
}

const withSets = (_key: string, value: unknown): unknown => (value instanceof Set ? [...value] : value);

/** Reads without deleting: everything is visible to the next reader again. */
async function lyingIn(client: SQSClient, QueueUrl: string): Promise<string[]> {
  const requested = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0, WaitTimeSeconds: 0 };
  const { Messages = [] } = await client.send(
    new ReceiveMessageCommand({ ...requested, MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] }),
  );
  return Messages.map((message) => JSON.stringify(message));
}

const mails = z.object({ emails: z.array(z.looseObject({ destination: z.unknown(), body: z.unknown() })) });
/** Everything of a message except its address, which the mail service must get. */
const mailIn = async (endpoint: string): Promise<string[]> =>
  (await mailAt(endpoint)).map(({ destination: _to, ...rest }) => JSON.stringify(rest));
const mailAt = async (endpoint: string) => mails.parse(await (await fetch(`${endpoint}/store`)).json()).emails;

/** Names and dimensions: what CloudWatch stores for fifteen months. */
function metricsIn(line: string): string[] {
  if (!line.startsWith('{"_aws"')) return [];
  const { _aws, ...fields }: Record<string, unknown> = { ...JSON.parse(line) };
  return [JSON.stringify(_aws), ...Object.keys(fields), String(fields['functionName'])];
}

/** Of every object on the account: only what we wrote there may be in it. */
const metadataIn = ({ state: { world } }: Sandbox): string[] =>
  Object.values(world)
    .filter((shelf): shelf is Map<string, unknown> => shelf instanceof Map)
    .flatMap((shelf) => [...shelf.values()])
    .flatMap((each) => {
      const found: Record<string, unknown> = { ...(typeof each === 'object' ? each : {}) };
      return [JSON.stringify(found['metadata'] ?? {}), String(found['client_reference_id'] ?? '')];
    });
