// What is recorded of an answer of Stripe's: one line for each field, with its kind. Values stay only where they are words of
// Stripe's own, such as a status. Everything personal, every id, text, amount and time is left out.

/** Fields whose values are Stripe's own words. */
const words = new Set([
  ...[
    'object',
    'status',
    'payment_status',
    'mode',
    'type',
    'code',
    'billing_reason',
    'reason',
    'submit_type',
    'ui_mode',
  ],
  ...['collection_method', 'interval', 'display', 'param', 'proration_behavior', 'reporting_category', 'usage_type'],
]);
/** What is about the payer, or a link that opens something: not even its parts are looked at. */
const personal =
  /^(?:email|customer_email|receipt_email|name|phone|address|billing_details|customer_details|customer_(?:name|address|phone|shipping)|shipping|shipping_details|collected_information|payment_method_details|payment_method_options|card|us_bank_account|receipt_url|hosted_invoice_url|invoice_pdf|url|client_secret|secret|ip|last4|fingerprint|account_name|account_country)$/;
/** Bags whose keys are not Stripe's. */
const bags = new Set(['metadata']);

/** `answer` is what Stripe answered, parsed; lines like `items.data[].price.unit_amount: number`. */
export const shapeLines = (answer: unknown): readonly string[] => [...new Set(linesOf(answer, ''))].sort();

function linesOf(value: unknown, path: string): readonly string[] {
  const field = path.slice(path.lastIndexOf('.') + 1);
  if (personal.test(field)) return [`${path}: personal`];
  if (Array.isArray(value))
    return value.length === 0 ? [`${path}[]`] : value.flatMap((each) => linesOf(each, `${path}[]`));
  if (typeof value === 'object' && value !== null) {
    if (bags.has(field)) return [`${path}: bag`];
    return Object.entries(value).flatMap(([name, each]) => linesOf(each, path === '' ? name : `${path}.${name}`));
  }
  return [`${path}: ${kindOf(value, field)}`];
}

function kindOf(value: unknown, field: string): string {
  if (typeof value !== 'string') return value === null ? 'null' : typeof value;
  if (words.has(field)) return JSON.stringify(value);
  const [, prefix] = /^([a-z]{2,10})_(?:test_)?(?:[A-Za-z0-9]{6,}|[\w-]{22})$/.exec(value) ?? [];
  return prefix === undefined ? 'text' : `id ${prefix}`;
}

/** The names of what was sent, never the values; of `expand` the values too, because they decide the answer. */
export function sentLines(form: URLSearchParams): readonly string[] {
  const lines = [...form].map(([name, value]) => {
    const plain = name.replaceAll(/\[\d+\]/g, '[]').replace(/^(.*metadata)\[.*$/, '$1');
    return plain.startsWith('expand') ? `${plain}=${value}` : plain;
  });
  return [...new Set(lines)].sort();
}

/** "/v1/subscriptions/sub_1Abc" becomes "/v1/subscriptions/{sub}". Our own product has a name for an id. */
export const pathShape = (path: string): string =>
  path
    .replaceAll(/\/([a-z]{2,10})_(?:test_)?[A-Za-z0-9]{6,}(?=\/|$)/g, '/{$1}')
    .replaceAll(/\/mainstay\w+/g, '/{ours}');
