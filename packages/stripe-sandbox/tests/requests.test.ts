// Whether the sandbox takes the requests Stripe takes and no others: its hand-written parameter specs are walked beside
// the SDK's request types, name by name, choice by choice, and a table of real forms is put to both.
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { references } from '../source/api/expand.ts';
import * as billing from '../source/request/billing-parameters.ts';
import * as customers from '../source/request/customer-parameters.ts';
import { parseForm } from '../source/request/form.ts';
import * as payments from '../source/request/payment-parameters.ts';
import * as portal from '../source/request/portal-parameters.ts';
import * as sessions from '../source/request/session-parameters.ts';
import type { Shape, Spec } from '../source/request/spec.ts';
import { refusalIn } from '../source/world/refusal.ts';
import { type Schema, stripeSchemas } from './stripe-schemas.ts';

const pairs: readonly [type: string, spec: Spec<unknown>][] = [
  ['SessionCreateParams', sessions.sessionCreate],
  ['SessionUpdateParams', sessions.sessionUpdate],
  ['SessionListParams', sessions.sessionList],
  ['SessionExpireParams', payments.nothing],
  ['SessionListLineItemsParams', payments.onlyPages],
  ['PortalSessionCreateParams', portal.portalCreate],
  ['ConfigurationCreateParams', portal.configurationCreate],
  ['ConfigurationUpdateParams', portal.configurationUpdate],
  ['ConfigurationListParams', portal.configurationList],
  ['CustomerCreateParams', customers.customerCreate],
  ['CustomerUpdateParams', customers.customerUpdate],
  ['CustomerListParams', customers.customerList],
  ['CustomerListPaymentMethodsParams', customers.customerPaymentMethods],
  ['ProductCreateParams', customers.productCreate],
  ['ProductUpdateParams', customers.productUpdate],
  ['ProductListParams', customers.productList],
  ['PriceCreateParams', customers.priceCreate],
  ['PriceListParams', customers.priceList],
  ['SubscriptionListParams', billing.subscriptionList],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate],
  ['SubscriptionCancelParams', billing.subscriptionCancel],
  ['SubscriptionPauseParams', billing.subscriptionPause],
  ['SubscriptionResumeParams', billing.subscriptionResume],
  ['SubscriptionItemListParams', billing.itemList],
  ['InvoiceListParams', billing.invoiceList],
  ['InvoicePayParams', billing.invoicePay],
  ['InvoiceFinalizeInvoiceParams', billing.invoiceFinalize],
  ['InvoiceVoidInvoiceParams', payments.nothing],
  ['InvoicePaymentListParams', billing.invoicePaymentList],
  ['PaymentIntentListParams', payments.intentList],
  ['ChargeListParams', payments.chargeList],
  ['BalanceTransactionListParams', payments.balanceTransactionList],
  ['PayoutListParams', payments.payoutList],
  ['PayoutCreateParams', payments.payoutCreate],
  ['PayoutRetrieveParams', payments.nothing],
  ['RefundCreateParams', payments.refundCreate],
  ['RefundUpdateParams', payments.metadataUpdate],
  ['RefundListParams', payments.refundList],
  ['DisputeListParams', payments.disputeList],
  ['DisputeUpdateParams', payments.disputeUpdate],
  ['EarlyFraudWarningListParams', payments.fraudWarningList],
  ['EventListParams', payments.eventList],
  ['WebhookEndpointCreateParams', payments.endpointCreate],
  ['WebhookEndpointUpdateParams', payments.endpointUpdate],
  ['WebhookEndpointListParams', payments.onlyPages],
];

const schemas = stripeSchemas('requests');
const rootOf = (type: string): Schema => ({ $ref: `#/definitions/ROOT_${type}` });

/** The possibilities of a schema, references followed, null left out: a form cannot say null. */
function ways(schema: Schema): Schema[] {
  if (schema.$ref !== undefined) return ways(schemas.definitions[schema.$ref.replace('#/definitions/', '')] ?? {});
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap(ways);
  return schema.type === 'null' ? [] : [schema];
}

const choicesOf = (schemas: readonly Schema[]): string[] =>
  schemas.flatMap((schema) => schema.enum ?? (typeof schema.const === 'string' ? [schema.const] : []));
const isText = (schema: Schema): boolean => schema.type === 'string' && schema.enum === undefined;

function differences(shape: Shape, schema: Schema, path: string): string[] {
  const possible = ways(schema);
  const says = (fits: boolean, words: string) => (fits ? [] : [`${path}: ${words}`]);
  switch (shape.kind) {
    case 'unsimulated':
      return [];
    case 'text':
      return says(possible.some(isText), 'the SDK does not take a text');
    case 'decimal':
      return says(
        possible.some(({ pattern }) => pattern !== undefined),
        'the SDK does not take a decimal',
      );
    case 'whole':
      return says(
        possible.some(({ type }) => type === 'number'),
        'the SDK does not take a number',
      );
    case 'flag':
      return says(
        possible.some(({ type }) => type === 'boolean'),
        'the SDK does not take a boolean',
      );
    case 'metadata':
      return says(
        possible.some((one) => typeof one.additionalProperties === 'object'),
        'the SDK does not take metadata',
      );
    case 'choice': {
      const known = choicesOf(possible).filter((choice) => choice !== '');
      return says(known.sort().join() === [...shape.of].sort().join(), `the choices differ: ${known.join(' ')}`);
    }
    case 'emptyable':
      return [
        ...says(possible.some(isText) || choicesOf(possible).includes(''), 'the SDK does not let it be cleared'),
        ...differences(shape.of, schema, path),
      ];
    case 'list': {
      const list = possible.find(({ type }) => type === 'array');
      return list?.items === undefined
        ? [`${path}: the SDK does not take a list`]
        : differences(shape.of, list.items, `${path}[]`);
    }
    case 'either':
      return shape.of.flatMap((one) => differences(one, schema, path));
    case 'hash': {
      const hash = possible.find(({ properties }) => properties !== undefined);
      return hash === undefined ? [`${path}: the SDK does not take a hash`] : hashDifferences(shape, hash, path);
    }
  }
}

function hashDifferences(shape: Extract<Shape, { kind: 'hash' }>, hash: Schema, path: string): string[] {
  const known = hash.properties ?? {};
  const names = (list: readonly string[]) => [...list].sort().join(' ');
  const missing = Object.keys(known).filter((name) => !(name in shape.fields));
  const invented = Object.keys(shape.fields).filter((name) => !(name in known));
  return [
    ...missing.map((name) => `${path}.${name}: the sandbox does not know it`),
    ...invented.map((name) => `${path}.${name}: Stripe does not know it`),
    ...(names(hash.required ?? []) === names(shape.required)
      ? []
      : [`${path}: required are ${names(hash.required ?? [])}`]),
    ...Object.entries(shape.fields).flatMap(([name, field]) => {
      const schema = known[name];
      return schema === undefined ? [] : differences(field, schema, `${path}.${name}`);
    }),
  ];
}

test.each(pairs)('the parameters of %s are those of the SDK', (type, spec) => {
  expect(differences(spec.shape, rootOf(type), type)).toEqual([]);
});

const ajv = new Ajv({ strict: false, coerceTypes: true });
ajv.addSchema(schemas);

function verdicts(
  type: string,
  spec: Spec<unknown>,
  form: string,
): { sandbox: boolean; sdk: boolean; code: string | undefined } {
  let code: string | undefined;
  try {
    spec.read(parseForm(form), '');
  } catch (thrown) {
    const refusal = refusalIn(thrown);
    if (refusal === undefined) throw thrown;
    code = refusal.error.code ?? 'refused';
  }
  // A copy with prototypes, which is what a schema can judge.
  const value: unknown = JSON.parse(JSON.stringify(parseForm(form)));
  const sdk = ajv.validate(`${schemas.$id}#/definitions/ROOT_${type}`, value);
  return { sandbox: code === undefined, sdk, code };
}

const item =
  'line_items[0][quantity]=1&line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=500';
const forms: readonly [type: string, spec: Spec<unknown>, form: string, code?: string][] = [
  ['SessionCreateParams', sessions.sessionCreate, `mode=payment&success_url=https%3A%2F%2Fx&${item}`],
  ['SessionCreateParams', sessions.sessionCreate, `${item}&line_items[0][price_data][recurring][interval]=month`],
  [
    'SessionCreateParams',
    sessions.sessionCreate,
    'metadata[a]=1&subscription_data[metadata][b]=2&expand[0]=line_items',
  ],
  ['SessionCreateParams', sessions.sessionCreate, 'custom_text[submit]=&expires_at=1795404740'],
  ['SessionCreateParams', sessions.sessionCreate, 'ui_mode=hosted', 'refused'],
  ['SessionCreateParams', sessions.sessionCreate, 'locale=nonsense', 'refused'],
  [
    'SessionCreateParams',
    sessions.sessionCreate,
    'payment_method_types[0]=card',
    'payment_method_types_no_longer_supported',
  ],
  ['SessionCreateParams', sessions.sessionCreate, 'surprise=1', 'parameter_unknown'],
  ['SessionCreateParams', sessions.sessionCreate, '__proto__[polluted]=1', 'parameter_unknown'],
  ['SessionCreateParams', sessions.sessionCreate, 'line_items[0][price_data][unit_amount]=12.5x', 'parameter_missing'],
  [
    'SessionCreateParams',
    sessions.sessionCreate,
    `${item}&line_items[0][price_data][interval]=month`,
    'parameter_unknown',
  ],
  ['SessionCreateParams', sessions.sessionCreate, 'line_items[0][quantity]=many', 'parameter_invalid_integer'],
  ['SessionCreateParams', sessions.sessionCreate, 'adaptive_pricing[enabled]=maybe', 'refused'],
  ['SessionCreateParams', sessions.sessionCreate, 'line_items=none', 'refused'],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'cancel_at='],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'cancel_at=1795404740'],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'cancel_at=min_period_end'],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'cancel_at=bogus', 'refused'],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'cancel_at_period_end=true&pause_collection='],
  ['SubscriptionUpdateParams', billing.subscriptionUpdate, 'proration_behavior=sometimes', 'refused'],
  ['RefundCreateParams', payments.refundCreate, 'payment_intent=pi_1&amount=100&reason=duplicate'],
  ['RefundCreateParams', payments.refundCreate, 'payment_intent=pi_1&reason=expired_uncaptured_charge', 'refused'],
  ['EventListParams', payments.eventList, 'types[0]=invoice.paid&created[gte]=1&delivery_success=false&limit=100'],
  ['PriceCreateParams', customers.priceCreate, 'unit_amount=100', 'parameter_missing'],
  [
    'WebhookEndpointCreateParams',
    payments.endpointCreate,
    'url=https%3A%2F%2Fx&enabled_events[0]=invoice.bought',
    'refused',
  ],
];

describe('a form is refused by the sandbox exactly when the SDK would not have sent it', () => {
  test.each(forms)('%s', (type, spec, form, code) => {
    const verdict = verdicts(type, spec, form);
    expect(verdict.sandbox, form).toBe(verdict.sdk);
    expect(verdict.code, form).toBe(code);
  });
});

test('what Stripe knows and the sandbox does not imagine is refused by name', () => {
  expect(verdicts('SessionCreateParams', sessions.sessionCreate, 'automatic_tax[enabled]=true')).toEqual({
    sandbox: false,
    sdk: true,
    code: 'sandbox_unsupported',
  });
});

test('exactly the references of the SDK can be expanded', () => {
  const answers = stripeSchemas('responses');
  const named = (schema: Schema): Schema =>
    schema.$ref === undefined ? schema : named(answers.definitions[schema.$ref.replace('#/definitions/', '')] ?? {});
  // Lists of references (discounts, tax ids) are never filled by the sandbox.
  const isReference = (schema: Schema): boolean =>
    (schema.required?.join() === 'id' && schema.properties === undefined) || (schema.anyOf ?? []).some(isReference);
  const found = Object.keys(answers.definitions)
    .filter((name) => name.startsWith('ROOT_') && !name.startsWith('ROOT_Deleted'))
    .map((name) => named({ $ref: `#/definitions/${name}` }).properties ?? {})
    .map((fields): [string, string] => [
      String(fields['object']?.const),
      Object.keys(fields)
        .filter((field) => isReference(fields[field] ?? {}))
        .sort()
        .join(' '),
    ])
    .filter(([, fields]) => fields !== '');
  const { hash: _inside, ...ours } = references;
  expect(Object.fromEntries(found)).toEqual(ours);
});
