// The scheduler of a world: tasks that stop at every await. A random choice decides which task continues next, which one
// is killed, and which call fails. Nothing else decides an order, so a seed gives one history.
import { setImmediate as quiet } from 'node:timers/promises';
import type { Dice } from './dice.ts';

export interface Task {
  readonly name: string;
  /** After so many awaits it stalls for long at each: a frozen container, a slow network. What it had read is then old. */
  quickAwaits: number;
  isDead: boolean;
  isDone: boolean;
}
export interface Faults {
  /** Share of awaits at which a task is killed, like its process. */
  readonly deaths: number;
  /** Share of awaits that throw: the network, the store or Stripe failed, before or after the step was done. */
  readonly errors: number;
}
export const noFaults: Faults = { deaths: 0, errors: 0 };
/** Workers stall more often than people wait. */
const slowShare = (name: string): number => (name === 'worker' ? 0.4 : 0.05);
/** About as many awaits as answering one sync request takes. */
const longestQuickness = 9;
export class Fault extends Error {}

/**
 * Not defects: a sync that gave up beside too many others, or came before Stripe linked the money, which the queue repeats;
 * and a checkout that was opened so slowly that Stripe refuses its expiry, which the reader repeats.
 */
export const isGivenUp = (error: unknown): boolean =>
  error instanceof Error && /stayed stale|not linked yet|at least 30 minutes/.test(error.message);

interface Paused {
  readonly task: Task;
  goOn(): void;
  fail(): void;
}
export interface Stage {
  readonly counts: { deaths: number; errors: number; steps: number };
  faults: Faults;
  /** How often a slow task may be next while there are quicker ones. */
  slowStep: number;
  begin(name: string, work: (task: Task) => Promise<void>, quickAwaits?: number): Task;
  /** The await of a task: it returns when the scheduler says so, or never. */
  pause(task: Task): Promise<void>;
  /** Lets one paused task go on; false when none is waiting. */
  step(): Promise<boolean>;
  /** Their time is up: all stalled tasks, or all tasks, never return. */
  cutOff(whom: 'the slow' | 'everybody'): void;
  /** Defects: what a task threw that no fault had caused. */
  readonly defects: unknown[];
}

export function createStage(dice: Dice): Stage {
  const paused: Paused[] = [];
  const take = (): Paused | undefined => {
    const quick = dice.happens(stage.slowStep) ? [] : paused.filter(({ task }) => task.quickAwaits > 0);
    const next = dice.pick(quick.length > 0 ? quick : paused);
    if (next !== undefined) paused.splice(paused.indexOf(next), 1);
    return next;
  };
  const stage: Stage = {
    counts: { deaths: 0, errors: 0, steps: 0 },
    faults: noFaults,
    slowStep: 0.03,
    defects: [],
    begin(
      name,
      work,
      quickAwaits = dice.happens(slowShare(name)) ? dice.below(longestQuickness) : Number.POSITIVE_INFINITY,
    ) {
      const task: Task = { name, quickAwaits, isDead: false, isDone: false };
      work(task)
        .catch((error: unknown) => {
          if (!(error instanceof Fault) && !isGivenUp(error)) stage.defects.push(error);
        })
        .finally(() => {
          task.isDone = true;
        });
      return task;
    },
    pause: (task) =>
      new Promise((resolve, reject) => {
        task.quickAwaits -= 1;
        if (!task.isDead) paused.push({ task, goOn: resolve, fail: () => reject(new Fault('the connection was cut')) });
      }),
    cutOff(whom) {
      const ended = paused.filter(({ task }) => whom === 'everybody' || task.quickAwaits <= 0);
      for (const each of ended) paused.splice(paused.indexOf(each), 1);
      for (const { task } of ended) task.isDead = true;
      stage.counts.deaths += ended.length;
    },
    async step() {
      if (paused.length === 0) await quiet();
      const next = take();
      if (next === undefined) return false;
      stage.counts.steps += 1;
      if (dice.happens(stage.faults.deaths)) {
        // It never returns: whatever it leased stays leased until the time runs out.
        next.task.isDead = true;
        for (const each of paused.filter(({ task }) => task === next.task)) paused.splice(paused.indexOf(each), 1);
        stage.counts.deaths += 1;
        return true;
      }
      if (dice.happens(stage.faults.errors)) {
        stage.counts.errors += 1;
        next.fail();
      } else next.goOn();
      // Everything that can run without the scheduler runs now.
      await quiet();
      return true;
    },
  };
  return stage;
}

/** The same adapter with a stop before and after each of its steps. After a fault behind a step, the step is done but nobody knows. */
export function paced<T extends object>(stage: Stage, task: Task, plug: T): T {
  return new Proxy(plug, {
    get(target, name, receiver) {
      const action: unknown = Reflect.get(target, name, receiver);
      if (typeof action !== 'function') return action;
      return async (...given: readonly unknown[]) => {
        await stage.pause(task);
        const answer: unknown = await Reflect.apply(action, target, given);
        await stage.pause(task);
        return answer;
      };
    },
  });
}
