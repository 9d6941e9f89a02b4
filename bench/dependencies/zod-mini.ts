// zod/mini at the breadth of the functions.
import { httpSchema, nothing, rowSchema } from '../baselines/schemas.ts';

export const used = { httpSchema, nothing, rowSchema };
export const handler = async () => ({ statusCode: 200 });
