// One request over a real socket with every header under the test's control: fetch sets Host itself and hides headers that
// a gateway must be tested with.
import { type OutgoingHttpHeaders, request } from 'node:http';

export interface Call {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}
export interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

export function call(port: number, { method = 'GET', path, headers = {}, body }: Call): Promise<Said> {
  return new Promise((resolve, reject) => {
    const requested = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        text += piece;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    requested.on('error', reject);
    requested.end(body);
  });
}
