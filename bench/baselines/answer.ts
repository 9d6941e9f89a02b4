// A middy handler that does nothing itself: what every HTTP baseline uses.
import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { httpSchema, nothing } from './schemas.ts';

export type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export const answer = (call: (event: APIGatewayProxyEventV2) => Promise<unknown>): Handler =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .handler(async (event) => {
      await call(event);
      return { statusCode: 200, body: JSON.stringify(z.parse(httpSchema, nothing)) };
    });
