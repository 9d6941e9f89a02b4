// The public API's own description, the same for everybody: what it says was written when the functions were built.
import { type Result, succeed } from '../core/result.ts';

export interface ReadOpenapiNeeds {
  /** The OpenAPI document as JSON. */
  openapi(): string;
}
export const readOpenapi = async ({ openapi }: ReadOpenapiNeeds): Promise<Result<string, never>> => succeed(openapi());
