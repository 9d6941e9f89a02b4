// A recording of a rehearsal, as text that a person can read and compare: a section for each call within a step, with what was
// sent (`>`), the status (`=`) and the fields of the answer (`<`); and one for the events of a step, in their order (`*`).

export interface Section {
  /** "renewal · GET /v1/subscriptions/{sub}" */
  readonly title: string;
  readonly lines: readonly string[];
}
const head = '## ';

export const recordingText = (sections: readonly Section[]): string =>
  sections.map(({ title, lines }) => [`${head}${title}`, ...lines, ''].join('\n')).join('\n');

export function parseRecording(text: string): readonly Section[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [title = '', ...lines] = part.split('\n');
      return { title, lines: lines.filter((line) => line !== '') };
    });
}

/** The same call with the same answer is one section, however often it was made; with another answer it is a second one. */
export function addSection(sections: Section[], { title, lines }: Section): void {
  const text = lines.join('\n');
  const same = sections.filter((each) => each.title.replace(/ #\d+$/, '') === title);
  if (same.some((each) => each.lines.join('\n') === text)) return;
  sections.push({ title: same.length === 0 ? title : `${title} #${same.length + 1}`, lines });
}

/** Without what belongs to steps that were not taken. */
export const withoutSteps = (sections: readonly Section[], steps: readonly string[]): readonly Section[] =>
  sections.filter(({ title }) => !steps.some((step) => title.startsWith(`${step} · `)));

/** One sentence for each difference; none where both say the same. */
export function differences(recorded: readonly Section[], now: readonly Section[]): readonly string[] {
  const before = new Map(recorded.map((each) => [each.title, each]));
  const after = new Map(now.map((each) => [each.title, each]));
  return [
    ...recorded.filter(({ title }) => !after.has(title)).map(({ title }) => `${title}: was not asked this time`),
    ...now.filter(({ title }) => !before.has(title)).map(({ title }) => `${title}: is not in the recording`),
    ...now.flatMap((section) => {
      const old = before.get(section.title);
      return old === undefined ? [] : differencesOf(old, section);
    }),
  ];
}

function differencesOf(old: Section, section: Section): readonly string[] {
  const gone = old.lines.filter((line) => !section.lines.includes(line));
  const added = section.lines.filter((line) => !old.lines.includes(line));
  const isReordered = gone.length + added.length === 0 && old.lines.join('\n') !== section.lines.join('\n');
  return [
    ...gone.map((line) => `${section.title}: lacks    ${line}`),
    ...added.map((line) => `${section.title}: has also ${line}`),
    ...(isReordered ? [`${section.title}: has another order: ${section.lines.join(' ')}`] : []),
  ];
}
