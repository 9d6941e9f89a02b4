// GET /v1/openapi.json: the API's own description, for developers who build on it. It is the same for everybody: what it says
// was written when the functions were built.
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

/** It changes only with a deployment. */
const cacheSeconds = 300;

export interface ReadOpenapiNeeds {
  /** The OpenAPI document as JSON. */
  openapi(): string;
}
export const readOpenapiRoute = (needs: ReadOpenapiNeeds) =>
  answering('readOpenapi', routes.readOpenapi, async () =>
    succeed({ status: 200, body: JSON.parse(needs.openapi()), cacheSeconds }),
  );
