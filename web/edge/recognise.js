// Runs in CloudFront at every request of a page, in its own small JavaScript (runtime 2.0: no destructuring, no spread, no
// `await` inside a call or a closure, no network, 1 ms). It proves the pass by the passes' own keys, sees whether the reader is where
// nobody is asked, and tells the origin and the cache key so by one header each; those headers never come in from outside. Whatever it cannot prove counts as no pass: it tells supporters from others, never
// one from another. `pass-function.ts` puts in the names and takes out the comments.
import cf from 'cloudfront';
// biome-ignore lint/style/useNodejsImportProtocol: it is CloudFront's own module.
import crypto from 'crypto';

const keys = cf.kvs();

// biome-ignore lint/correctness/noUnusedVariables: CloudFront calls it by this name.
async function handler(event) {
  const request = event.request;
  delete request.headers['%HEADER%'];
  delete request.headers['%NOT_FROM_HERE%'];
  const country = request.headers['cloudfront-viewer-country'];
  if (country && '%NEVER_ASK%'.indexOf(` ${country.value} `) >= 0) request.headers['%NOT_FROM_HERE%'] = { value: '1' };
  // The origin learns this one bit, and no country.
  delete request.headers['cloudfront-viewer-country'];
  const cookie = request.cookies['%COOKIE%'];
  // Two of one name: somebody else's page set one of them.
  if (cookie && !cookie.multiValue && (await isProven(cookie.value))) request.headers['%HEADER%'] = { value: '1' };
  return request;
}

async function isProven(pass) {
  const found = /^(v1\.([a-z0-9-]{1,16})\.a\.([0-9a-z]{1,9}))\.([A-Za-z0-9_-]{43})$/.exec(pass);
  // This runtime's `$` lets a line break stand behind it.
  if (!found || found[0] !== pass || parseInt(found[3], 36) * 1000 <= Date.now()) return false;
  let key;
  try {
    // On a line of its own: with `await` inside a call this runtime crashes, and CloudFront answers 503 to every page.
    const stored = await keys.get(found[2]);
    key = Buffer.from(stored, 'base64url');
  } catch (_absent) {
    return false;
  }
  // An empty key would prove whatever was signed with none.
  if (key.length < 32) return false;
  return isSame(crypto.createHmac('sha256', key).update(found[1]).digest('base64url'), found[4]);
}

// Both have 43 characters. How long it takes does not say where they differ.
function isSame(one, other) {
  let differs = one.length ^ other.length;
  for (let at = 0; at < one.length; at += 1) differs |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return differs === 0;
}
