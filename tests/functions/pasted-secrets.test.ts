// A key pasted where JSON belongs closes the function that needs it, and shows in nothing that the function says: neither in its
// log nor in the error that Lambda would write there. Each secret, through each deployed function.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secretNames } from '../../local/environment/secrets.ts';
import { type FunctionName, functions } from '../../shared/api/routes.ts';
import { confirmationText, confirmationToken } from '../../shared/core/reminder-confirmation.ts';
import * as make from '../support/builders.ts';
import { type DeployedHarness, openDeployedHarness } from '../support/deployed-harness.ts';
import { isTableMissing } from '../support/dynamodb-table.ts';
import * as steps from '../support/newsroom-steps.ts';
import { signed, stripeEvent } from '../support/signed-webhook.ts';

const pasted = 'sk_live_Q7pastedByHand9x4rest_of_a_key_of_stripe';
const shapes: readonly (readonly [string, string])[] = [
  ['a bare key', pasted],
  ['a bare key behind a brace', `{${pasted}`],
  ['JSON cut off within the key', `{"key":"${pasted}`],
  [
    'a key where a list belongs',
    JSON.stringify({ key: [pasted], secrets: pasted, current: pasted, keys: { [pasted]: pasted } }),
  ],
  ['a property named like the key', JSON.stringify({ [pasted]: 1 })],
];
/** What the call below reads; any other secret goes through the same cache. */
const uses: Readonly<Record<FunctionName, readonly (keyof typeof secretNames)[]>> = {
  offer: [],
  checkout: ['stripe', 'pepper'],
  recognition: ['pass', 'sealing'],
  'stripe-webhook': ['webhook'],
  sync: ['stripe'],
  mail: ['seal'],
  reminders: ['sealing', 'pepper'],
  reconcile: ['stripe', 'pepper'],
};
const cases = functions.flatMap((functionName) =>
  uses[functionName].flatMap((name) => shapes.map(([what, text]) => [functionName, name, what, text] as const)),
);

describe.skipIf(isTableMissing())('the function', () => {
  let harness: DeployedHarness;
  beforeAll(async () => {
    harness = await openDeployedHarness();
  });
  afterAll(() => harness?.stop());

  test.each(cases)('%s says nothing of the secret %s that is %s', async (functionName, name, _what, text) => {
    const whole = { ...harness.secrets };
    const logged = harness.log().length;
    harness.secrets[secretNames[name]] = text;
    try {
      harness.coldStart();
      const said = await callOf(harness, functionName);
      const shown = `${said}\n${harness.log().slice(logged)}`;
      const pieces = Array.from({ length: pasted.length - 7 }, (_, at) => pasted.slice(at, at + 8));
      expect(pieces.filter((piece) => shown.includes(piece))).toEqual([]);
      // And it did read it, and is closed.
      expect(said).toMatch(/"status":50[03]|is not in its shape|"batchItemFailures":\[\{/);
    } finally {
      Object.assign(harness.secrets, whole);
      harness.coldStart();
    }
  });
});

/** What the function answers, or all of what it throws, as Lambda logs it. */
async function callOf(harness: DeployedHarness, functionName: FunctionName): Promise<string> {
  try {
    return JSON.stringify(await inputs[functionName](harness)) ?? 'undefined';
  } catch (error) {
    return error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : String(error);
  }
}
const confirmation = {
  id: make.reminderId('one'),
  ...make.emailHash('reader'),
  sealed: make.sealedText(),
  dueAt: make.someday,
  contribution: { frequency: null, amountMinor: null, currency: null },
  locale: null,
  expiresAt: make.someday,
};
const post = (harness: DeployedHarness, path: string, body: object) => harness.browser().call('POST', path, { body });
const record = (body: object) => ({ Records: [{ messageId: 'one', body: JSON.stringify(body), attributes: {} }] });
const inputs: Readonly<Record<FunctionName, (harness: DeployedHarness) => Promise<unknown>>> = {
  offer: (harness) => harness.browser().call('GET', '/v1/offer'),
  checkout: (harness) => post(harness, '/v1/checkouts', { ...steps.tenOnce }),
  // A request for a link seals an address; a wrong token is a failure, which is counted under a key.
  recognition: async (harness) => [
    await post(harness, '/v1/links', { email: 'reader@example.org', purpose: 'portal' }),
    await post(harness, '/v1/links/redeem', { token: 'x'.repeat(65) }),
  ],
  'stripe-webhook': (harness) => {
    const { body, signature } = signed(stripeEvent('invoice.paid', { id: 'in_1' }), harness.now());
    const headers = { 'stripe-signature': signature, 'content-type': 'application/json' };
    return harness.browser().call('POST', '/v1/stripe/events', { body, headers });
  },
  sync: (harness) => harness.timer('sync', record(make.syncRequest())),
  mail: (harness) => harness.timer('mail', record({ id: 'a'.repeat(22), sealed: make.sealedText() })),
  // A request is sealed; what may be a confirmation is checked under the pepper.
  reminders: async (harness) => [
    await post(harness, '/v1/reminders', { email: 'reader@example.org', month: '+3' }),
    await post(harness, '/v1/reminders/confirm', { token: confirmationToken(confirmationText(confirmation), 'x') }),
  ],
  reconcile: (harness) => harness.timer('reconcile', { job: 'nightly' }),
};
