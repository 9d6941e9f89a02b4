// What a route of the API is: a method, a path, the parameters it takes and a synchronous step on the world. Lists are
// routes whose step finds all rows; cutting pages and expanding is the same for all of them.
import type { Form } from '../request/form.ts';
import type { Spec } from '../request/spec.ts';
import type { World } from '../world/world.ts';
import { expand } from './expand.ts';
import { type Page, paginate } from './paginate.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

export interface Call {
  /** The value of `:id` in the path. */
  readonly id: string;
  readonly url: string;
  /** Refuses what the caller's key may not see. Stripe does so after it has read the parameters. */
  permit(expand: readonly string[]): void;
}

export interface Route {
  readonly method: Method;
  readonly path: string;
  /** Reads the parameters, which may refuse them, and gives the step that is left to do. */
  prepare(form: Form, call: Call): (world: World) => object;
}

interface Expanding {
  readonly expand?: readonly string[];
}

export function route<T extends Expanding>(
  method: Method,
  path: string,
  spec: Spec<T>,
  run: (world: World, wanted: T, id: string) => object,
): Route {
  return {
    method,
    path,
    prepare(form, call) {
      const wanted = spec.read(form, '');
      call.permit(wanted.expand ?? []);
      return (world) => expand(world, run(world, wanted, call.id), wanted.expand ?? []);
    },
  };
}

export function listRoute<T extends Expanding & Page>(
  path: string,
  spec: Spec<T>,
  find: (world: World, wanted: T, id: string) => readonly { readonly id: string }[],
): Route {
  return route('GET', path, spec, (world, wanted, id) =>
    paginate(path.replace(':id', id), find(world, wanted, id), wanted),
  );
}
