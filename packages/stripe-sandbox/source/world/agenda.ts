// What is due when. A job names a moment and a subject, nothing more: whoever runs it looks at the subject as it is
// then and does nothing when the job no longer applies, so nothing ever has to be taken off the agenda.
import type { Job } from './job.ts';
import type { World } from './world.ts';

/** One job for all that is due at that moment. */
export function scheduleOnce(world: World, kind: Job['kind'], id: string, atSeconds: number): void {
  const at = atSeconds * 1000;
  const isThere = world.agenda.some((job) => job.at === at && job.kind === kind && job.id === id);
  if (!isThere) schedule(world, kind, id, atSeconds);
}

/** Kept in order of time; jobs of one moment keep the order in which they were put in. */
export function schedule(world: World, kind: Job['kind'], id: string, atSeconds: number): void {
  const at = atSeconds * 1000;
  let index = world.agenda.length;
  while (index > 0 && (world.agenda[index - 1]?.at ?? 0) > at) index -= 1;
  world.agenda.splice(index, 0, { at, kind, id });
}
