// A stand-in for services of AWS on a socket: fixed answers as AWS documents them, for the commands that only look. An answer is
// found by method and path, or for a service with one path by its action (`POST / ListSubscriptionsByTopic`).

import { localAccess } from '../../local/servers/dynamodb-table.ts';
import { listen } from '../../local/servers/listen.ts';

export interface AwsStandIn {
  /** What every client of the SDK takes. */
  readonly config: typeof localAccess & { readonly endpoint: string; readonly maxAttempts: number };
  readonly requested: string[];
  /** The regions that the requests were signed for, each once. */
  readonly regions: readonly string[];
  stop(): Promise<void>;
}
/** An error as AWS writes it. */
export interface AwsRefusal {
  readonly refused: string;
  readonly status: number;
  readonly message?: string;
}
export type AwsAnswer = object | string | null | AwsRefusal | ((body: string, region: string) => object | string);

/** A text is XML; null is a 404 as AWS writes it. */
export async function startAwsStandIn(answers: Readonly<Record<string, AwsAnswer>>): Promise<AwsStandIn> {
  const requested: string[] = [];
  const regions = new Set<string>();
  const server = await listen(0, 'a service of AWS', (request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => {
      body += piece;
    });
    request.on('end', () => {
      const [, region = ''] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
      regions.add(region);
      const call = `${request.method} ${decodeURIComponent((request.url ?? '').split('?')[0] ?? '')}`;
      const action = `${call} ${actionOf(request.headers['x-amz-target'], body)}`;
      requested.push(action in answers ? action : call);
      const found = answers[action] ?? answers[call] ?? null;
      const answer = typeof found === 'function' ? found(body, region) : found;
      if (typeof answer === 'string') return void response.writeHead(200, { 'content-type': 'text/xml' }).end(answer);
      const { refused, status, message } = isRefusal(answer)
        ? { message: 'none', ...answer }
        : { refused: answer === null ? 'NotFoundException' : null, status: 404, message: 'none' };
      if (refused === null) {
        return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      }
      // The protocols put the error's name into different parts: a header, JSON, or XML.
      const isXml = /^Action=/.test(body) || /xml/.test(request.headers['content-type'] ?? '') || isRestXml(call);
      response
        .writeHead(status, { 'content-type': isXml ? 'text/xml' : 'application/json', 'x-amzn-errortype': refused })
        .end(isXml ? xmlError(refused, message) : JSON.stringify({ __type: refused, message }));
    });
  });
  return {
    config: { ...localAccess, endpoint: `http://127.0.0.1:${server.port}`, maxAttempts: 1 },
    requested,
    get regions() {
      return [...regions];
    },
    stop: () => server.close(),
  };
}

const isRefusal = (answer: object | null): answer is AwsRefusal => answer !== null && 'refused' in answer;
/** CloudFront and Route 53 use XML over paths that begin with the date of their API. */
const isRestXml = (call: string): boolean => /^\w+ \/(?:2020-05-31|2013-04-01)\//.test(call);
const xmlError = (code: string, message: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

function actionOf(target: string | string[] | undefined, body: string): string {
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  return /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? '';
}
