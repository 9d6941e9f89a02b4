// Posts a form and reads a small JSON answer. `fetch` would load undici at a cold start, so this is node:https itself.
import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';

/** A reader waits: a slow answer is as good as none. */
const patienceMilliseconds = 3000;
/** Theirs has a few hundred bytes. */
const largestAnswer = 16 * 1024;

/** Null for whatever is no JSON with status 200 within the bounds. */
export function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
  const body = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
  // Only a stand-in on one machine speaks without TLS.
  const send = url.startsWith('http://127.0.0.1:') ? overHttp : overHttps;
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(patienceMilliseconds);
    const requested = send(
      url,
      { method: 'POST', headers, signal },
      (response) => void readJson(response).then(resolve),
    );
    requested.on('error', () => resolve(null));
    requested.end(body);
  });
}

async function readJson(response: IncomingMessage): Promise<unknown> {
  try {
    let text = '';
    for await (const piece of response.setEncoding('utf8')) {
      text += String(piece);
      if (text.length > largestAnswer) return null;
    }
    return response.statusCode === 200 ? JSON.parse(text) : null;
  } catch {
    // Cut off, too late, or no JSON: nobody said yes.
    return null;
  }
}
