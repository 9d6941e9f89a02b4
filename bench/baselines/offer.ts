// What `offer` depends on, doing nothing: middy and zod/mini.
import { answer } from './answer.ts';

export const handler = answer(async () => undefined);
