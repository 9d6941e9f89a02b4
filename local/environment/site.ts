// The one origin of a local run: the API under `/v1`, information for developers under `/_local`, the newsroom
// everywhere else. It refuses every host name but this machine's own. A page requested under another of its names is
// redirected to `localhost`, because cookies belong to one name.
import type { RequestListener, ServerResponse } from 'node:http';
import type { Gateway } from '../servers/gateway.ts';
import { isOwnHost } from '../servers/hosts.ts';
import { clockScript } from './clock.ts';
import { answerCountry, countryPath } from './country-page.ts';
import type { EdgeHeaders } from './local-edge.ts';

export interface SiteNeeds {
  readonly gateway: Gateway;
  /** What a CDN in front of the API says of a request. */
  readonly edgeHeaders: EdgeHeaders;
  readonly newsroom: RequestListener;
  /** What `/_local` answers; computed for each request. */
  readonly describe: () => object;
  readonly shift: () => number;
  readonly complain: (defect: unknown) => void;
}

export function createSite(needs: SiteNeeds, port: number): RequestListener {
  return (request, response) => {
    const host = request.headers.host;
    if (!isOwnHost(host, port)) return refuse(response, 403, 'This server answers only as localhost.');
    const url = request.url?.startsWith('/') ? URL.parse(`http://${host}${request.url}`) : null;
    if (url === null) return refuse(response, 400, 'This is no address.');
    if (url.pathname === '/v1' || url.pathname.startsWith('/v1/')) {
      needs.gateway(request, response, url, needs.edgeHeaders(request)).catch((defect: unknown) => {
        needs.complain(defect);
        response.destroy();
      });
      return;
    }
    if (url.pathname === '/_local/clock.js') return send(response, 'text/javascript', clockScript(needs.shift()));
    if (url.pathname === countryPath) return void answerCountry(request, response).catch(needs.complain);
    if (url.pathname === '/_local')
      return send(response, 'application/json', JSON.stringify(needs.describe(), null, 2));
    if (url.hostname !== 'localhost') {
      response.writeHead(307, { location: `http://localhost:${port}${request.url}` }).end();
      return;
    }
    needs.newsroom(request, response);
  };
}

function send(response: ServerResponse, type: string, body: string): void {
  const headers = {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  response.writeHead(200, headers).end(body);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(`${sentence}\n`);
}
