// `/_local/country`: which country this browser is in, as a CDN would say it. A cookie of this machine holds it, so that two
// browsers can be in two countries.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { settings } from '#settings';
import { countryCookie, countryIn } from '../servers/viewer-country.ts';

export const countryPath = '/_local/country';
const largestBody = 1000;

export async function answerCountry(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return show(response, countryIn(request.headers.cookie));
  let body = '';
  for await (const piece of request) body += body.length > largestBody ? '' : String(piece);
  const country = new URLSearchParams(body).get('country') ?? '';
  const life = /^[A-Z]{2}$/.test(country) ? 31_536_000 : 0;
  const cookie = `${countryCookie}=${country.slice(0, 2)}; Path=/; Max-Age=${life}; SameSite=Lax`;
  response.writeHead(303, {
    location: countryPath,
    'set-cookie': life === 0 ? `${countryCookie}=; Path=/; Max-Age=0` : cookie,
  });
  response.end();
}

function show(response: ServerResponse, country: string | null): void {
  const { neverAsk } = settings;
  const chosen = (is: boolean): string => (is ? ' selected' : '');
  const names = new Intl.DisplayNames('en', { type: 'region' });
  const options = [...new Set([...neverAsk, 'BY', 'RU', 'DE', 'US'])].map(
    (each) =>
      `<option value="${each}"${chosen(each === country)}>${names.of(each)}${neverAsk.includes(each) ? ' (never asked)' : ''}</option>`,
  );
  const list = neverAsk.length === 0 ? 'nowhere yet: `neverAsk` in mainstay.config.ts is empty' : neverAsk.join(', ');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
  });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>Where this browser is</title><h1>Where this browser is</h1><p>Readers are never asked in: ${list}.</p><form method="post"><label>Country <select name="country"><option value="">Not known</option>${options.join('')}</select></label> <button>Be there</button></form><p><a href="/">To the newspaper</a></p></html>`,
  );
}
