// What a page carries for a trial of asks, as JSON in its own language: the variants of the settings, and the sentences they replace.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialSettings } from '../../shared/api/trial-settings.ts';
import { instantOfDay } from '../../shared/core/time.ts';

const folder = join(import.meta.dirname, '..', 'strings');

/** For `<script type="application/json" id="mainstay-trial">`. A key that no element has is an error: nothing would come of it. */
export function trialText(trial: TrialSettings, language: string): string {
  const said = stringsOf(language);
  const variants = trial.variants.map(({ strings, ...variant }) => {
    const own = strings[language] ?? {};
    const unknown = Object.keys(own).find((key) => !Object.hasOwn(said, key));
    if (unknown !== undefined) throw new Error(`trial: no element says "${unknown}" (web/strings/${language}/).`);
    const replaced = Object.fromEntries(Object.entries(own).map(([key, sentence]) => [said[key] ?? '', sentence]));
    return { ...variant, strings: own, replaced };
  });
  const [from, until] = [instantOfDay(trial.from), instantOfDay(trial.until)];
  // It stands in a script element, which "</script" would end.
  return JSON.stringify({ id: trial.id, from, until, variants }).replaceAll('<', '\\u003c');
}

function stringsOf(language: string): Readonly<Record<string, string>> {
  const files = readdirSync(join(folder, language)).filter((file) =>
    ['banner.json', 'box.json', 'remind.json'].includes(file),
  );
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(join(folder, language, file), 'utf8'))));
}
