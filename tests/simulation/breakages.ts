// Workers that break the rule of a sync, each in one way: the same adapters with one guarantee removed. The
// simulation must catch every one of them, or it would not notice the same fault in ours.
import { isDeepStrictEqual } from 'node:util';
import type { CustomerId } from '../../shared/core/ids.ts';
import type { PartsTruth, Payments } from '../../shared/ports/payments.ts';
import type { PartSave, SupporterStore, Versioned } from '../../shared/ports/supporter-store.ts';

export const breakages = [
  'fetch-before-version',
  'blind-save',
  'no-save-when-unchanged',
  'only-changed-parts-moved',
  'unchanged-parts-checked-only',
  'old-answer-saved',
  'found-part-versioned-late',
  'one-part-conditioned',
  'refused-part-dropped',
  'refusal-taken-for-done',
] as const;
export type Breakage = 'none' | (typeof breakages)[number];

export interface Plugs {
  readonly payments: Payments;
  readonly supporters: SupporterStore;
  /** Anything may happen meanwhile. */
  pause(): Promise<void>;
}
type Broken = Pick<Plugs, 'payments' | 'supporters'>;

export const broken = (breakage: Breakage, plugs: Plugs): Broken =>
  breakage === 'none' ? plugs : variants[breakage](plugs);

const isUnchanged = ({ part, versioned }: PartSave): boolean => isDeepStrictEqual(part, versioned.part);

const variants: Readonly<Record<Exclude<Breakage, 'none'>, (plugs: Plugs) => Broken>> = {
  'fetch-before-version': (plugs) => versionsAfter(plugs, () => true),
  'found-part-versioned-late': (plugs) => versionsAfter(plugs, (id, requested) => !requested.includes(id)),
  'blind-save': (plugs) => savingAs(plugs, (parts, held) => parts.map((each) => ({ ...each, versioned: held(each) }))),
  'one-part-conditioned': (plugs) =>
    savingAs(plugs, ([first, ...others], held) => [
      ...(first === undefined ? [] : [first]),
      ...others.map((each) => ({ ...each, versioned: held(each) })),
    ]),
  'no-save-when-unchanged': (plugs) =>
    savingAs(plugs, (parts) => (parts.every((each) => isUnchanged(each)) ? [] : parts)),
  'only-changed-parts-moved': (plugs) => savingAs(plugs, (parts) => parts.filter((each) => !isUnchanged(each))),
  'unchanged-parts-checked-only': (plugs) =>
    savingAs(plugs, (parts, held) =>
      parts.some((each) => held(each).version !== each.versioned.version)
        ? parts
        : parts.filter((each) => !isUnchanged(each)),
    ),
  'old-answer-saved': keepingAnswers,
  'refused-part-dropped': (plugs) =>
    savingAs(plugs, (parts, held) => parts.filter((each) => held(each).version === each.versioned.version)),
  'refusal-taken-for-done': ({ payments, supporters }) => ({
    payments,
    supporters: {
      ...supporters,
      async save(sync) {
        const outcome = await supporters.save(sync);
        return outcome === 'stale' ? 'saved' : outcome;
      },
      async saveAll(all) {
        await supporters.saveAll(all);
        return 'saved';
      },
    },
  }),
};

const neverSaved: Versioned = { version: 0, part: null, counted: null };
type Changed = (parts: readonly PartSave[], held: (save: PartSave) => Versioned) => readonly PartSave[];

/** What is saved is changed on the last step of its way. */
function savingAs({ payments, supporters }: Plugs, change: Changed): Broken {
  const changed = async (customer: CustomerId, parts: readonly PartSave[]) => {
    const { parts: held } = await supporters.readAllVersioned(customer);
    return change(parts, ({ key }) => held.get(key.id) ?? neverSaved);
  };
  return {
    payments,
    supporters: {
      ...supporters,
      save: async (sync) => {
        const [first] = await changed(sync.key.customer, [sync]);
        return first === undefined ? 'saved' : supporters.save(first);
      },
      saveAll: async (all) => {
        const parts = await changed(all.customer, all.parts);
        return parts.length === 0 ? 'saved' : supporters.saveAll({ ...all, parts });
      },
    },
  };
}

/** Notes the versions of some parts only when Stripe has answered. */
function versionsAfter(
  { payments, supporters, pause }: Plugs,
  isLate: (id: string, requested: readonly string[]) => boolean,
): Broken {
  const late = new Map<string, Versioned>();
  return {
    payments: {
      ...payments,
      async readParts(input) {
        const truth = await payments.readParts(input);
        await pause();
        for (const customer of customersOf(truth)) {
          const { parts } = await supporters.readAllVersioned(customer);
          for (const id of [...truth.memberships.keys(), ...truth.payments.keys()]) {
            if (isLate(id, input.objectIds)) late.set(id, parts.get(id) ?? neverSaved);
          }
        }
        return truth;
      },
    },
    supporters: {
      ...supporters,
      saveAll: (all) =>
        supporters.saveAll({
          ...all,
          parts: all.parts.map((each) => ({ ...each, versioned: late.get(each.key.id) ?? each.versioned })),
        }),
    },
  };
}

const customersOf = ({ memberships, payments }: PartsTruth): ReadonlySet<CustomerId> =>
  new Set([
    ...[...memberships.values()].flatMap(({ membership }) => membership?.customer ?? []),
    ...[...payments.values()].flatMap(({ payment }) => payment?.customer ?? []),
  ]);

/** Was refused, and saves on the new versions what Stripe had answered before. */
function keepingAnswers({ payments, supporters }: Plugs): Broken {
  const answers = new Map<string, PartsTruth>();
  return {
    payments: {
      ...payments,
      async readParts(input) {
        const name = input.objectIds.join(' ');
        const answer = answers.get(name) ?? (await payments.readParts(input));
        answers.set(name, answer);
        return answer;
      },
    },
    supporters,
  };
}
