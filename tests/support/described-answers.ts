// Compares every answer of a function in a test with the API's own description: it must list the status, a problem's code
// too, and a body must have the described shape. So the document cannot differ from the functions without a failing test.
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { openapiDocument } from '../../shared/api/openapi-document.ts';
import { routes } from '../../shared/api/routes.ts';

const described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.object({
            description: z.string(),
            content: z.optional(z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }))),
          }),
        ),
      }),
    ),
  ),
});
export const document = openapiDocument('The Meridian');
const { paths } = z.parse(described, document);
const ajv = new Ajv2020({ strict: false, schemas: [{ $id: 'openapi', ...document }] });
const validators = new Map<string, ReturnType<typeof ajv.compile>>();

/** "createCheckout 422 amount-too-small" for each answer that was given to a test in this process. */
export const answersGiven = new Set<string>();

/** "createCheckout 422 amount-too-small" for each answer in the document; "createCheckout 201" for a good one. */
export const answersDescribed = (): string[] =>
  Object.values(routes).flatMap(({ method, path }) => {
    const operation = paths[path]?.[method.toLowerCase()];
    return Object.entries(operation?.responses ?? {}).flatMap(([status, { description }]) =>
      Number(status) < 400
        ? [`${operation?.operationId} ${status}`]
        : description.split(', ').map((code) => `${operation?.operationId} ${status} ${code}`),
    );
  });

export function holdAgainstDescription(routeKey: string, answer: APIGatewayProxyStructuredResultV2): void {
  const [method = '', path = ''] = routeKey.split(' ');
  const operation = paths[path]?.[method.toLowerCase()];
  const status = String(answer.statusCode);
  const response = operation?.responses[status];
  if (operation === undefined || response === undefined) throw new Error(`${routeKey} ${status} is not described`);
  const type = String(answer.headers?.['content-type'] ?? '');
  if (type.startsWith('text/html')) return;
  const schema = response.content?.[type]?.schema;
  if (answer.body !== undefined && answer.body !== '' && schema === undefined) {
    throw new Error(`${routeKey} ${status} answers ${type}, which is not described`);
  }
  const body: unknown = answer.body === undefined || answer.body === '' ? undefined : JSON.parse(answer.body);
  if (schema !== undefined) hold(`${routeKey} ${status}`, schema, body);
  const code = z.safeParse(z.object({ code: z.string() }), body);
  answersGiven.add(`${operation.operationId} ${status}${code.success ? ` ${code.data.code}` : ''}`);
}

function hold(ref: string, schema: Record<string, unknown>, body: unknown): void {
  const text = JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components');
  const validate = validators.get(text) ?? ajv.compile(JSON.parse(text));
  validators.set(text, validate);
  if (!validate(body)) throw new Error(`${ref} is not as described: ${ajv.errorsText(validate.errors)}`);
}
