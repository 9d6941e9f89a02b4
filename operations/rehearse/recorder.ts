// Records every call of a Stripe client on its way: the request's names, the status and the shape of the answer.
import Stripe from 'stripe';
import { addSection, type Section } from './recording.ts';
import { pathShape, sentLines, shapeLines } from './shape-lines.ts';

export type Fetch = (request: Request) => Promise<Response>;
export interface Recorder {
  readonly httpClient: Stripe.HttpClient;
  readonly sections: readonly Section[];
  /** What follows belongs to this step. */
  begin(step: string): void;
  /** The types of the events of a step, in their order. */
  heard(step: string, types: readonly string[]): void;
}

export function startRecorder(fetch: Fetch): Recorder {
  const sections: Section[] = [];
  let step = '';
  return {
    sections,
    begin: (next) => {
      step = next;
    },
    heard: (of, types) => addSection(sections, { title: `${of} · events`, lines: types.map((type) => `* ${type}`) }),
    httpClient: Stripe.createFetchHttpClient(async (input, init) => {
      const request = new Request(input, init);
      const { pathname, search } = new URL(request.url);
      const sent = new URLSearchParams([search.slice(1), await request.clone().text()].filter(Boolean).join('&'));
      const response = await fetch(request);
      const answer: unknown = await response.clone().json();
      addSection(sections, {
        title: `${step} · ${request.method} ${pathShape(pathname)}`,
        lines: [
          ...sentLines(sent).map((line) => `> ${line}`),
          `= ${response.status}`,
          ...shapeLines(answer).map((line) => `< ${line}`),
        ],
      });
      return response;
    }),
  };
}
