// One HTTP Lambda: finds the route, lets the request through its access policy and schemas, runs the route's action, and makes
// the result into an answer. No input makes a 5xx; what breaks on our side says so without saying what.
import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { type Problem, problemOf, requestProblems } from '../../shared/api/problem.ts';
import { type Route, type RouteName, reachedDirectly, routes, takesForms } from '../../shared/api/routes.ts';
import { none } from '../../shared/api/schemas/fields.ts';
import type { Failure } from '../../shared/core/failure.ts';
import { fail, type Result, succeed } from '../../shared/core/result.ts';
import { parseReturnUrl } from '../../shared/core/return-url.ts';
import type { Log } from '../../shared/ports/system.ts';
import { type HttpAnswer, problemToGateway, toGateway } from './http-answer.ts';
import { type HttpRequest, parseRequest } from './http-request.ts';
import { arrivalOf, type Edge } from './passage.ts';
import type { ForPeople } from './problem-page.ts';

type Event = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
export type HttpHandler = (event: Event, context: Context) => Promise<Answer>;
export interface HandlerNeeds {
  readonly origins: readonly string[];
  readonly log: Log;
  /** The CDN that every call but two must come through, where there is one. */
  readonly edge?: Edge | undefined;
  /** The page of the site on which a supporter sees what is running. */
  readonly accountPage?: string;
}
/** A refusal, and the cookies it takes back. */
export interface Refusal {
  readonly failure: Failure;
  readonly cookies?: readonly string[];
}
export type Answerer<Body, Query> = (request: HttpRequest<Body, Query>) => Promise<Result<HttpAnswer, Refusal>>;

interface AnsweredRoute {
  readonly name: RouteName;
  readonly route: Route;
  readonly answer: (event: Event, world: HandlerNeeds) => Promise<Result<Answer, Stopped>>;
}
interface Stopped {
  readonly problem: Problem;
  readonly cookies: readonly string[];
}

/** Binds a route of the table to what answers it. The request is typed by the route's own schemas. */
export function answering<Body, Query>(
  name: RouteName,
  route: Route<Body, Query>,
  answerer: Answerer<Body, Query>,
): AnsweredRoute {
  const { method, path } = routes[name];
  if (method !== route.method || path !== route.path) throw new Error('a route is answered under the name of another');
  return {
    name,
    route,
    async answer(event, world) {
      const arrival = await arrivalOf(event, world.edge, reachedDirectly.includes(name));
      if (arrival === null) return fail({ problem: requestProblems['edge-required'], cookies: [] });
      const request = parseRequest(event, route, { origins: world.origins, ...arrival });
      if (!request.ok) return fail({ problem: request.failure, cookies: [] });
      const answered = await answerer(request.value);
      if (answered.ok) return succeed(toGateway(answered.value, route.out));
      return fail({ problem: problemOf(answered.failure.failure), cookies: answered.failure.cookies ?? [] });
    },
  };
}

/** `forPeople` is for functions whose routes a person may wait for. */
export function httpHandler(
  needs: HandlerNeeds,
  answered: readonly AnsweredRoute[],
  forPeople?: ForPeople,
): HttpHandler {
  const world = { ...needs, forPeople };
  const byKey = new Map(answered.map((each) => [`${each.route.method} ${each.route.path}`, each]));
  return middy<Event, Answer>()
    .use(httpHeaderNormalizer())
    .handler(async (event) => {
      const found = byKey.get(event.routeKey);
      return found === undefined ? problemToGateway(requestProblems['not-found']) : answerRoute(world, found, event);
    });
}

type World = HandlerNeeds & { readonly forPeople?: ForPeople | undefined };
async function answerRoute(world: World, found: AnsweredRoute, event: Event): Promise<Answer> {
  try {
    const answered = await found.answer(event, world);
    if (answered.ok) return answered.value;
    const { problem, cookies } = answered.failure;
    // Not even that somebody in such a country tried to give may be written anywhere.
    if (problem.code !== 'not-from-here')
      world.log.write('request-refused', { route: found.name, failure: problem.code });
    const page = pageOf(problem, { route: found.route, event, world });
    return page ?? problemToGateway(world.forPeople?.inTheirLanguage(problem, localeIn(event)) ?? problem, cookies);
  } catch (error) {
    // The name of an error is a class of ours or of an SDK; its message may hold what was sent, so it stays here.
    world.log.write('request-failed', {
      route: found.name,
      errorName: error instanceof Error ? error.name : 'unknown',
    });
    const problem: Problem = { ...requestProblems['something-broke'], retryAfterSeconds: 5 };
    return pageOf(problem, { route: found.route, event, world }) ?? problemToGateway(problem);
  }
}

/** A person is waiting, not a script: a plain form, or the way back from Stripe. */
const isForPerson = (event: Event, route: Route): boolean =>
  (event.headers['accept'] ?? '').includes('text/html') &&
  (takesForms(route.access) || (route.method === 'GET' && route.out === none));

interface Waiting {
  readonly route: Route;
  readonly event: Event;
  readonly world: World;
}
function pageOf(problem: Problem, { route, event, world }: Waiting): Answer | null {
  if (world.forPeople === undefined || !isForPerson(event, route)) return null;
  const back = pageBefore(event, world);
  return world.forPeople.page(problem, {
    back,
    isRepeatable: route.method === 'GET',
    locale: localeIn(event),
    ...ofForm(event, world),
  });
}

const ofForm = (event: Event, { accountPage }: HandlerNeeds) => ({
  sent: new URLSearchParams(textIn(event)),
  accountPage: accountPage ?? null,
});

const textIn = ({ body = '', isBase64Encoded }: Event): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;

/** Of the form or the JSON, whatever else is wrong with it. */
function localeIn(event: Event): string | null {
  const text = textIn(event);
  return /"locale"\s*:\s*"([A-Za-z0-9-]{2,35})"/.exec(text)?.[1] ?? new URLSearchParams(text).get('locale');
}

/** Back to the page the form stood on, where the browser names one of ours. */
function pageBefore(event: Event, { origins }: HandlerNeeds): string | null {
  const referer = event.headers['referer'];
  const page = referer === undefined ? null : parseReturnUrl(referer, origins);
  // A page that was itself the answer to a form cannot be asked for again: then back to the site.
  return page === null ? null : page.replace(/\/v1\/.*$/, '/');
}
