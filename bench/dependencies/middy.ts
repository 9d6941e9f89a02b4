// @middy/core and its header normalizer, wired as the functions wire them.
import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';

export const handler = middy()
  .use(httpHeaderNormalizer())
  .handler(async () => ({ statusCode: 200 }));
