// The headers of every page: as strict a policy as a newspaper can have. The one inline script is let in by its hash,
// nothing is asked of another host, and a plain form may only go to our API and on to the payment page.

/** `headHash` is what lets the head snippet in, as the manifest names it. */
export function headersFor(headHash: string, checkoutOrigins: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${headHash}`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...checkoutOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return {
    'content-security-policy': policy,
    // The API's problem page finds its way back by the referrer; nobody else gets one.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'interest-cohort=(), browsing-topics=()',
    // May be kept, but is asked for anew: whether it comes marked as quiet depends on the cookie.
    'cache-control': 'no-cache',
    vary: 'cookie',
  };
}
