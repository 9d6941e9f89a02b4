// The events of API Gateway (payload format 2.0) and of SQS that a function is called with.
import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import { type SyncRequest, syncGroup } from '../shared/core/sync-request.ts';

/** The newsroom's own origin, and that of the API under it. */
export const site = 'https://meridian.example';

export function httpCall(routeKey: string, sent: Partial<APIGatewayProxyEventV2>): APIGatewayProxyEventV2 {
  const [method = '', rawPath = ''] = routeKey.split(' ');
  const { headers = {}, ...more } = sent;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: '',
    isBase64Encoded: false,
    headers: { 'user-agent': 'bench', ...headers },
    ...more,
    requestContext: {
      accountId: '0',
      apiId: 'bench',
      domainName: 'bench',
      domainPrefix: 'bench',
      requestId: 'bench',
      routeKey,
      stage: '$default',
      time: '23/Nov/2026:09:00:00 +0000',
      timeEpoch: 0,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.17', userAgent: 'bench' },
    },
  };
}

/** One batch of the queue, in its order. */
export function queueEventOf(syncRequests: readonly SyncRequest[]): SQSEvent {
  return {
    Records: syncRequests.map((syncRequest, ref) => ({
      messageId: `m-${ref}`,
      receiptHandle: `r-${ref}`,
      body: JSON.stringify(syncRequest),
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: 'bench',
        ApproximateFirstReceiveTimestamp: '0',
        MessageGroupId: syncGroup(syncRequest),
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      awsRegion: 'us-east-1',
      eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:bench.fifo',
    })),
  };
}
