// The CDN in front of the newsroom: runs the very text of the function that CloudFront runs, with what CloudFront gives it
// and nothing else. A page is told apart by the header the function sets, never by what a browser sent.
import crypto from 'node:crypto';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../../shared/ports/system.ts';
import { type PassFunctionNames, passFunctionCode, provenValue } from '../../web/edge/pass-function.ts';

export interface EdgeRequest {
  readonly headers: Record<string, { value: string }>;
  readonly cookies: Record<string, { value: string; multiValue?: { value: string }[] }>;
}
export interface Edge {
  /** As the viewer's request goes on to the origin and to the cache. */
  viewerRequest(request: EdgeRequest): Promise<EdgeRequest>;
  /** Whether a page may come without its asks. */
  isQuiet(headers: Headers): Promise<boolean>;
}

/** `keys` answers the text under a key's id, as a KeyValueStore does; undefined where there is none. */
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
  return {
    viewerRequest,
    async isQuiet(headers) {
      const { headers: shown } = await viewerRequest(edgeRequestOf(headers));
      return shown[names.passHeader]?.value === provenValue;
    },
  };
}

/** A script cannot import: the two modules of CloudFront's that it may use are handed in under their own names. */
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

/** Names in lower case, cookies apart; of a name sent twice the first counts and all are listed. */
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
