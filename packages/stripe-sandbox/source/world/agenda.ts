// What is due when. A job names a moment and a subject, nothing more: whoever runs it looks at the subject as it is
// then and does nothing when the job no longer applies, so nothing ever has to be taken off the agenda.
import type { Job } from './job.ts';
import type { World } from './world.ts';

/** Kept in order of time; jobs of one moment keep the order in which they were put in. */
export function schedule(world: World, kind: Job['kind'], id: string, atSeconds: number): void {
  const at = atSeconds * 1000;
  let place = world.agenda.length;
  while (place > 0 && (world.agenda[place - 1]?.at ?? 0) > at) place -= 1;
  world.agenda.splice(place, 0, { at, kind, id });
}
