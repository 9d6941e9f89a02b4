// One simulated world of reminders from one seed. Readers ask, confirm at once, later or twice, cancel, give and complain. Sweeps run at the same time and
// are stopped, failed and killed at any await; the clock jumps; the mail service throttles, refuses and does not answer.
// Then no more faults, until nothing waits. A referee beside the store records what must not have happened.
import { cancelReminder } from '../../shared/actions/cancel-reminder.ts';
import { hearMailNotice } from '../../shared/actions/hear-mail-notice.ts';
import { sendDueReminders } from '../../shared/actions/send-due-reminders.ts';
import { memoryReminderStore } from '../../shared/adapters/memory/reminder-store.ts';
import { isMonthOffered } from '../../shared/core/reminder.ts';
import { day, hour, minute, monthNumberOf, monthOf, monthOfNumber, second } from '../../shared/core/time.ts';
import type { Mailer } from '../../shared/ports/mailer.ts';
import { type ReminderStore, sendingSeconds } from '../../shared/ports/reminder-store.ts';
import { customerId, payment, paymentId } from '../support/builders.ts';
import { emailOf, openReminderHarness } from '../support/reminder-harness.ts';
import { type Dice, dice } from './dice.ts';
import { type Referee, refereed, reminderReferee } from './reminder-referee.ts';
import { createStage, Fault, noFaults, paced, type Stage, type Task } from './stage.ts';

/** The faults a sweep or its store may have; each must be caught. */
export type ReminderBreakage = 'none' | 'sends-again' | 'forgets-cancels' | 'forgets-standing' | 'no-lease';
export interface ReminderReport {
  readonly seed: number;
  readonly broken: readonly string[];
  readonly messages: number;
  readonly ends: Readonly<Record<string, number>>;
  readonly deaths: number;
  readonly errors: number;
}
const beginning = Date.UTC(2026, 0, 28, 9);
const names = ['alice', 'boris', 'clara', 'denis'];
const stormSteps = 260;
const mostMessagesADay = 3;

interface Scene {
  readonly chance: Dice;
  readonly stage: Stage;
  readonly harness: ReturnType<typeof openReminderHarness>;
  readonly referee: Referee;
  readonly breakage: ReminderBreakage;
  readonly tokens: string[];
  /** What first messages carried, of any age. */
  readonly confirmations: string[];
  isCalm: boolean;
  contributions: number;
}

export async function simulateReminders(seed: number, breakage: ReminderBreakage = 'none'): Promise<ReminderReport> {
  const chance = dice(seed);
  const store = memoryReminderStore();
  const referee = reminderReferee();
  const reminders = refereed(brokenStore(store, breakage), referee);
  const harness = openReminderHarness({ reminders, mostMessagesADay }, beginning);
  const scene: Scene = {
    chance,
    stage: createStage(chance),
    harness,
    referee,
    breakage,
    tokens: [],
    confirmations: [],
    isCalm: false,
    contributions: 0,
  };
  scene.stage.faults = { deaths: 0.03, errors: 0.05 };
  for (let step = 0; step < stormSteps; step += 1) await stormStep(scene);
  await calmDown(scene, store);
  const broken = [
    ...referee.broken,
    ...referee.lost(),
    ...(JSON.stringify(store.dump()).includes('s1.k1') ? ['an address was stored after its reminder was settled'] : []),
    ...scene.stage.defects.map((defect) => `a defect: ${String(defect)}`),
  ];
  const { deaths, errors } = scene.stage.counts;
  return { seed, broken, messages: referee.messages.length, ends: referee.ends(), deaths, errors };
}

async function stormStep(scene: Scene): Promise<void> {
  const { chance, stage } = scene;
  const what = chance.roll();
  if (what < 0.12) ask(scene);
  else if (what < 0.17) press(scene);
  else if (what < 0.22) cancel(scene);
  else if (what < 0.25) give(scene);
  else if (what < 0.26) complain(scene);
  else if (what < 0.42) sweep(scene);
  else if (what < 0.59) passTime(scene);
  else for (let steps = chance.below(14); steps >= 0; steps -= 1) await stage.step();
}

function ask(scene: Scene): void {
  const { chance, stage, harness, confirmations } = scene;
  const name = chance.pick(names) ?? 'alice';
  const current = monthNumberOf(monthOf(harness.now(), harness.needs.timeZone)) ?? 0;
  const month = monthOfNumber(current + 1 + chance.below(3));
  stage.begin('asking', async () => {
    if (!isMonthOffered(month, harness.now(), harness.needs.timeZone))
      throw new Error('a month that is there is not offered');
    await harness.request(name, month);
    await harness.answer({ ...harness.reminders, takeAsk: async () => true });
    confirmations.push(harness.confirmation(name));
    if (chance.happens(0.8)) await pressed(scene, confirmations.at(-1));
  });
}

function press(scene: Scene): void {
  const { chance, stage, confirmations } = scene;
  // Mostly the last one, as readers do.
  const confirmation = chance.happens(0.7) ? confirmations.at(-1) : chance.pick(confirmations);
  stage.begin('pressing', async (task) => {
    await stage.pause(task);
    await pressed(scene, confirmation);
  });
}

async function pressed({ harness, tokens }: Scene, confirmation = ''): Promise<void> {
  const confirmed = await harness.confirm(confirmation);
  if (confirmed.ok && confirmed.value.secret !== null) tokens.push(confirmed.value.secret);
}

function cancel({ chance, stage, harness, tokens, referee }: Scene): void {
  const token = chance.pick([...tokens, ...referee.messages.map((each) => each.token)]);
  if (token === undefined) return;
  const isForever = chance.happens(0.1);
  stage.begin('cancel', async (task) => {
    await stage.pause(task);
    await cancelReminder(harness.needs, { token, isForever });
  });
}

function give(scene: Scene): void {
  const { chance, stage, harness, referee } = scene;
  const name = chance.pick(names) ?? 'alice';
  scene.contributions += 1;
  const id = `${name}${scene.contributions}`;
  stage.begin('giving', async () => {
    const at = harness.now();
    const part = payment({ customer: customerId(id), id: paymentId(id), confirmedAt: at, campaign: null });
    const key = { customer: part.customer, kind: part.kind, id: part.id };
    await harness.supporters.save({ key, versioned: await harness.supporters.readVersioned(key), part, counted: null });
    await harness.point(name, part.customer);
    referee.gave(emailOf(name), at);
  });
}

function complain({ chance, stage, harness }: Scene): void {
  const email = emailOf(chance.pick(names) ?? 'alice');
  if (chance.happens(0.7)) return;
  stage.begin('notice', () => hearMailNotice(harness.needs, { kind: 'complaint', addresses: [email] }));
}

function passTime({ chance, harness }: Scene): void {
  // Sometimes it is set back, and once there is an outage of a week.
  const leap =
    chance.pick([minute, 10 * minute, hour, hour, 5 * hour, day, 3 * day, 7 * day, 12 * day, -90 * minute]) ?? hour;
  harness.setClock(harness.now() + leap);
}

function sweep(scene: Scene, quickAwaits?: number): Task {
  const { stage, harness } = scene;
  return stage.begin('worker', (task) => sweepOnce(scene, task), quickAwaits ?? undefined);

  async function sweepOnce(world: Scene, task: Task): Promise<void> {
    const { due } = harness.reminders;
    const needs = {
      ...harness.needs,
      reminders: { ...paced(stage, task, harness.reminders), shards: harness.reminders.shards, due },
      mailer: paced(stage, task, moodyMailer(world)),
      supporters: world.breakage === 'forgets-standing' ? noSupporters : paced(stage, task, harness.supporters),
    };
    await sendDueReminders(needs, {
      hasTime: () => true,
      attempt: async (work) => {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof Fault || (error instanceof Error && error.message === silence))) throw error;
          return null;
        }
      },
    });
  }
}
const noSupporters = { pointedFrom: async () => [], read: async () => null };
const silence = 'the mail service did not answer';

/** It sends, throttles, refuses, or does not answer before or after it sent. */
function moodyMailer({ chance, harness, referee, isCalm }: Scene): Mailer {
  return {
    async send(to, message) {
      const mood = isCalm ? 0.9 : chance.roll();
      if (mood < 0.06) return 'throttled';
      if (mood < 0.1) return 'refused';
      if (mood < 0.12) throw new Error(silence);
      referee.posted(to, message.unsubscribeUrl?.split('/').at(-1) ?? '', harness.now());
      if (mood < 0.14) throw new Error(silence);
      return 'sent';
    },
  };
}

async function calmDown(scene: Scene, store: ReturnType<typeof memoryReminderStore>): Promise<void> {
  const { stage, harness } = scene;
  stage.faults = noFaults;
  scene.isCalm = true;
  while (await stage.step());
  for (let rounds = 0; rounds < 400; rounds += 1) {
    const wakes = store.dump().held.flatMap(([, { pending }]) => (pending === null ? [] : [pending.wakeAt]));
    if (wakes.length === 0) return;
    // Hour by hour from the next that is due: after the daily limit the rest is sent on the next day.
    harness.setClock(Math.max(harness.now() + hour, Math.min(...wakes)));
    const last = sweep(scene, Number.POSITIVE_INFINITY);
    while (await stage.step());
    if (!last.isDone) throw new Error('the last sweep did not end');
  }
  scene.referee.broken.push('something still waits after the end of the faults');
}

function brokenStore(store: ReminderStore, breakage: ReminderBreakage): ReminderStore {
  switch (breakage) {
    case 'sends-again':
      // The mark becomes "due" again instead of "unsure".
      return {
        ...store,
        async begin(reminder, capability, now) {
          const isBegun = await store.begin(reminder, capability, now);
          const { tries } = reminder;
          if (isBegun) await store.putBack(reminder, { wakeAt: now + sendingSeconds * second, tries, now });
          return isBegun;
        },
      };
    case 'forgets-cancels':
      return { ...store, cancel: async () => 'cancelled' };
    case 'no-lease':
      return {
        ...store,
        begin: async (reminder, capability, now) => (await store.begin(reminder, capability, now)) || true,
      };
    default:
      return store;
  }
}
