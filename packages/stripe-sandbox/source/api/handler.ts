// The HTTP face of the API: who asks, in which version, with which key, and how a step or a refusal becomes an answer.
// Whatever happens, an answer that is not a success carries `error`: without it Stripe's SDK would take it for one.
import { Stripe } from 'stripe';
import { parseForm } from '../request/form.ts';
import type { SandboxState } from '../sandbox-state.ts';
import { type Refusal, refusalIn } from '../world/refusal.ts';
import { checkCaller } from './caller.ts';
import { type Fault, faultAnswer, takeFault } from './faults.ts';
import { type Answer, fingerprintOf, prune, recorded } from './idempotency.ts';
import { checkPermission } from './key-permissions.ts';
import type { Route } from './route.ts';

export interface ApiRequest {
  readonly route: Route;
  readonly id: string;
  readonly request: Request;
}

/** `settle` brings the world up to the present before the request is looked at. */
export async function answer(
  state: SandboxState,
  settle: () => void,
  { route, id, request }: ApiRequest,
): Promise<Response> {
  const requestId = nextRequestId(state);
  const url = new URL(request.url);
  // The SDK puts the parameters of a DELETE into the query, other clients into the body.
  const body = [url.search.slice(1), route.method === 'GET' ? '' : await request.text()].filter(Boolean).join('&');
  const key = route.method === 'POST' ? request.headers.get('idempotency-key') : null;
  try {
    settle();
    const secret = checkCaller(request);
    const fault = takeFault(state.faults, route.method, url.pathname);
    const work = { key, fault, requestId, path: url.pathname, body, route, id, secret };
    const { answer, replayed } = guarded(state, work);
    return shown(await answer, { key, fault, replayed, requestId });
  } catch (thrown) {
    return shown(answerFor(thrown, requestId), { key, replayed: false, requestId });
  }
}

export function unknownRoute(state: SandboxState, request: Request): Response {
  const { pathname } = new URL(request.url);
  const refusal: Refusal = {
    status: 404,
    error: {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${request.method}: ${pathname}). The Stripe sandbox simulates a part of Stripe's API only.`,
    },
  };
  return shown(bodyOf(refusal, nextRequestId(state)), {
    key: null,
    replayed: false,
    requestId: `req_${state.requestsSeen}`,
  });
}

interface Work {
  readonly key: string | null;
  /** The key of the API that the caller sent. */
  readonly secret: string;
  readonly fault: Fault | undefined;
  readonly requestId: string;
  readonly path: string;
  readonly body: string;
  readonly route: Route;
  readonly id: string;
}

/** The key is taken before anything is awaited, so that two requests with one key can never both work. */
function guarded(state: SandboxState, work: Work): { answer: Promise<Answer>; replayed: boolean } {
  const { key } = work;
  if (key === null) return { answer: perform(state, work, () => {}), replayed: false };
  const fingerprint = fingerprintOf(work.route.method, work.path, work.body);
  const { now } = state.world;
  const earlier = recorded(state.idempotency, key, fingerprint, now);
  if (earlier !== undefined) return { answer: Promise.resolve(earlier), replayed: true };
  prune(state.idempotency, now);
  const keep = (answer: Answer) => state.idempotency.set(key, { fingerprint, at: now, answer });
  state.idempotency.set(key, { fingerprint, at: now, answer: null });
  const answer = perform(state, work, keep).finally(() => {
    // Nothing was recorded: the request never began, and the key is as good as new.
    if (state.idempotency.get(key)?.answer === null) state.idempotency.delete(key);
  });
  return { answer, replayed: false };
}

async function perform(state: SandboxState, work: Work, keep: (answer: Answer) => void): Promise<Answer> {
  const { fault, requestId } = work;
  if (fault?.timeout === true && fault.after !== true) {
    await held(state);
    // By now nobody listens, and the account may be another one: no work is done any more.
    return faultAnswer({ ...fault, status: 503 }, requestId);
  }
  if (fault?.status !== undefined && fault.after !== true) {
    const failure = faultAnswer(fault, requestId);
    if (fault.recorded === true) keep(failure);
    return failure;
  }
  const done = execute(state, work, keep);
  if (fault?.timeout === true && fault.after === true) await held(state);
  if (fault?.status === undefined) return done;
  const failure = faultAnswer(fault, requestId);
  if (fault.recorded === true) keep(failure);
  return failure;
}

/** Reading the parameters may refuse, and leaves no trace; the step's own outcome is kept, whatever it is. */
function execute(
  state: SandboxState,
  { key, secret, route, id, path, body, requestId }: Work,
  keep: (answer: Answer) => void,
): Answer {
  const permit = (expand: readonly string[]) =>
    checkPermission(state.restrictedKeys, secret, { method: route.method, path, expand });
  const action = route.prepare(parseForm(body), { id, url: path, permit });
  state.world.request = { id: requestId, idempotency_key: key };
  try {
    const done = { status: 200, requestId, body: JSON.stringify(action(state.world)) };
    keep(done);
    return done;
  } catch (thrown) {
    const refused = answerFor(thrown, requestId);
    keep(refused);
    return refused;
  } finally {
    state.world.request = { id: null, idempotency_key: null };
  }
}

const held = (state: SandboxState): Promise<void> => new Promise((release) => state.held.add(release));

function nextRequestId(state: SandboxState): string {
  state.requestsSeen += 1;
  return `req_${String(state.requestsSeen).padStart(14, '0')}`;
}

function answerFor(thrown: unknown, requestId: string): Answer {
  const refusal = refusalIn(thrown);
  if (refusal !== undefined) return bodyOf(refusal, requestId);
  // A fault of the sandbox itself: said aloud, because nothing else would show it.
  const message = `The Stripe sandbox failed: ${thrown instanceof Error ? thrown.message : 'unknown reason'}`;
  return bodyOf({ status: 500, error: { type: 'api_error', message } }, requestId);
}

const bodyOf = ({ status, error }: Refusal, requestId: string): Answer => ({
  status,
  requestId,
  body: JSON.stringify({ error }),
});

interface Showing {
  readonly key: string | null;
  readonly fault?: Fault | undefined;
  readonly replayed: boolean;
  readonly requestId: string;
}

function shown(answer: Answer, { key, fault, replayed, requestId }: Showing): Response {
  const headers = new Headers({
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': Stripe.API_VERSION,
  });
  if (key !== null) headers.set('idempotency-key', key);
  if (replayed) {
    headers.set('idempotent-replayed', 'true');
    headers.set('original-request', answer.requestId);
  }
  if (fault?.shouldRetry !== undefined) headers.set('stripe-should-retry', String(fault.shouldRetry));
  const body = fault?.truncate === true ? answer.body.slice(0, answer.body.length / 2) : answer.body;
  return new Response(body, { status: answer.status, headers });
}
