// Who calls: a test key in either of HTTP's two ways of sending one, and the one API version that the sandbox speaks.
import { Stripe } from 'stripe';
import { fail, type Refusal } from '../world/refusal.ts';

/** The key that was sent. */
export function checkCaller(request: Request): string {
  const secret = keyIn(request.headers.get('authorization') ?? '');
  if (!/^(sk|rk)_test_\w+$/.test(secret)) fail(unauthorized(secret));
  const version = request.headers.get('stripe-version');
  if (version !== null && version !== Stripe.API_VERSION)
    fail({
      status: 400,
      error: {
        type: 'invalid_request_error',
        message: `Invalid Stripe API version: ${version}. The sandbox speaks ${Stripe.API_VERSION} only.`,
      },
    });
  return secret;
}

function keyIn(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  return scheme.toLowerCase() === 'basic' ? (atob(value).split(':')[0] ?? '') : '';
}

function unauthorized(secret: string): Refusal {
  const message = secret.includes('_live_')
    ? 'The Stripe sandbox refuses live keys.'
    : 'You did not provide a test API key. Use one that begins with sk_test_ or rk_test_.';
  return { status: 401, error: { type: 'invalid_request_error', message } };
}
