// The CDN in front of the newsroom: it runs the source of the CloudFront function with the globals that CloudFront provides
// and nothing else. A page is quiet if the function set its header; a header that the browser sent does not count.
import crypto from 'node:crypto';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../../shared/ports/system.ts';
import { type PassFunctionNames, passFunctionCode, provenValue } from '../../web/edge/pass-function.ts';

export interface EdgeRequest {
  readonly headers: Record<string, { value: string }>;
  readonly cookies: Record<string, { value: string; multiValue?: { value: string }[] }>;
}
export interface Edge {
  /** The viewer's request as it continues to the cache and the origin. */
  viewerRequest(request: EdgeRequest): Promise<EdgeRequest>;
  /** Whether a page is served without its banners. */
  isQuiet(headers: Headers): Promise<boolean>;
  /** Whether it is for a reader where nobody is asked. */
  isNotFromHere(headers: Headers): Promise<boolean>;
}

/** `keys` returns the value of a key id, as a KeyValueStore does; undefined if there is none. */
export function openEdge(
  names: PassFunctionNames,
  keys: (keyId: string) => string | undefined,
  clock: Clock,
  code = passFunctionCode(names),
): Edge {
  const get = async (keyId: string): Promise<string> => {
    const key = keys(keyId);
    if (key === undefined) throw new Error('KeyNotFound');
    return key;
  };
  const viewerRequest: Edge['viewerRequest'] = runInNewContext(`${bound(code)}\n(request) => handler({ request });`, {
    cf: { kvs: () => ({ get }) },
    crypto: { createHmac: crypto.createHmac },
    Buffer,
    Date: { now: () => clock.now() },
  });
  const says = async (headers: Headers, header: string): Promise<boolean> =>
    (await viewerRequest(edgeRequestOf(headers))).headers[header]?.value === provenValue;
  return {
    viewerRequest,
    isQuiet: (headers) => says(headers, names.passHeader),
    isNotFromHere: (headers) => says(headers, names.notFromHereHeader),
  };
}

/** A script cannot import, so CloudFront's two modules are passed as globals of the same names. */
function bound(code: string): string {
  const imported: string[] = [];
  const script = code.replaceAll(/^import (\w+) from .([\w:]+).;$/gm, (_line, name: string, module: string) => {
    imported.push(`${name} of ${module}`);
    return '';
  });
  if (imported.join() !== 'cf of cloudfront,crypto of crypto' || /^import /m.test(script)) {
    throw new Error('the edge function imports something else');
  }
  return script;
}

/** Header names in lower case, cookies separate. Of a cookie sent twice the first counts, and all are listed. */
function edgeRequestOf(headers: Headers): EdgeRequest {
  const cookies: EdgeRequest['cookies'] = {};
  for (const pair of (headers.get('cookie') ?? '').split(/; */)) {
    const [name = '', ...rest] = pair.split('=');
    const value = rest.join('=');
    const before = cookies[name];
    cookies[name] =
      before === undefined
        ? { value }
        : { value: before.value, multiValue: [...(before.multiValue ?? [{ value: before.value }]), { value }] };
  }
  return {
    headers: Object.fromEntries([...headers].map(([name, value]) => [name, { value }])),
    cookies,
  };
}
