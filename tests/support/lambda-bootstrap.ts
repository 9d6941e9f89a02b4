// What Lambda's own Node runtime does around a function, as far as its Runtime API is public
// (docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html): loads the handler from the unpacked zip, asks for the next
// invocation, passes it on, posts the result. It runs as a process of its own and knows only its environment.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const shown = (name: string): string => process.env[name] ?? '';
const api = `http://${shown('AWS_LAMBDA_RUNTIME_API')}/2018-06-01/runtime`;
const [file = '', exported = ''] = shown('_HANDLER').split('.');

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${api}/${path}`, { method: 'POST', body: JSON.stringify(body ?? null) });
const nameOf = (broken: unknown) => ({
  errorType: broken instanceof Error ? broken.name : 'unknown',
  errorMessage: broken instanceof Error ? broken.message : '',
});

try {
  const loaded: unknown = createRequire(import.meta.url)(join(shown('LAMBDA_TASK_ROOT'), `${file}.js`));
  const handler: unknown = Reflect.get(Object(loaded), exported);
  if (typeof handler !== 'function') throw new Error(`${shown('_HANDLER')} is no function`);
  // Node 24 on Lambda refuses handlers with a callback.
  if (handler.length > 2) throw new Error(`${shown('_HANDLER')} wants a callback`);
  for (;;) await invoke(handler);
} catch (broken) {
  await post('init/error', nameOf(broken));
  process.exit(1);
}

async function invoke(handler: object): Promise<void> {
  const next = await fetch(`${api}/invocation/next`);
  const id = next.headers.get('lambda-runtime-aws-request-id') ?? '';
  const deadline = Number(next.headers.get('lambda-runtime-deadline-ms'));
  const context = {
    awsRequestId: id,
    functionName: shown('AWS_LAMBDA_FUNCTION_NAME'),
    memoryLimitInMB: shown('AWS_LAMBDA_FUNCTION_MEMORY_SIZE'),
    invokedFunctionArn: next.headers.get('lambda-runtime-invoked-function-arn') ?? '',
    getRemainingTimeInMillis: () => deadline - Date.now(),
  };
  try {
    const answer: unknown = await Reflect.apply(asFunction(handler), undefined, [await next.json(), context]);
    await post(`invocation/${id}/response`, answer);
  } catch (broken) {
    await post(`invocation/${id}/error`, nameOf(broken));
  }
}

function asFunction(handler: object): (...given: unknown[]) => unknown {
  return (...given) => (typeof handler === 'function' ? Reflect.apply(handler, undefined, given) : undefined);
}
