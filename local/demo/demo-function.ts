// The function that serves the demo newsroom's printed pages on a stage without a site. It has no secret, no permission and no
// part of the product; the build puts the pages into its bundle.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { printed } from './printed.ts';
import type { PrintedPages } from './printed-pages.ts';

const answerFrom = (pages: PrintedPages, path: string) =>
  (Object.hasOwn(pages, path) ? pages[path] : undefined) ?? pages['/404'];

export const handler = async ({
  rawPath,
}: Pick<APIGatewayProxyEventV2, 'rawPath'>): Promise<APIGatewayProxyStructuredResultV2> => {
  const page = answerFrom(printed, rawPath);
  if (page === undefined) return { statusCode: 404 };
  return { statusCode: page.status, headers: { ...page.headers }, body: page.body };
};
