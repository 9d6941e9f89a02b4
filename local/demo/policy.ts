// The headers of every page: as strict a policy as a newspaper can have. Its hash allows the one inline script. No request
// goes to another host, and a plain form may only go to our API and from there to pages of the payment service.

/** `headHash` allows the head snippet; it is the hash in the manifest. */
export function headersFor(headHash: string, stripeOrigins: readonly string[]): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${headHash}`,
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...stripeOrigins].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types mainstay',
  ].join('; ');
  return {
    'content-security-policy': policy,
    // The API's problem page uses the referrer for its way back. Other origins get none.
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'permissions-policy': 'interest-cohort=(), browsing-topics=()',
    // May be cached, but must be revalidated: whether it is marked as quiet depends on the cookie.
    'cache-control': 'no-cache',
    vary: 'cookie',
  };
}
