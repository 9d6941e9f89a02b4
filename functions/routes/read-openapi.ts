// GET /v1/openapi.json: the API's own description, for developers who build on it.
import { type ReadOpenapiNeeds, readOpenapi } from '../../shared/actions/read-openapi.ts';
import { routes } from '../../shared/api/routes.ts';
import { fail, succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

/** It changes only with a deployment. */
const cacheSeconds = 300;

export const readOpenapiRoute = (needs: ReadOpenapiNeeds) =>
  answering('readOpenapi', routes.readOpenapi, async () => {
    const read = await readOpenapi(needs);
    return read.ok
      ? succeed({ status: 200, body: JSON.parse(read.value), cacheSeconds })
      : fail({ failure: read.failure });
  });
