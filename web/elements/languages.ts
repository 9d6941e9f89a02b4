// Every language the elements speak, all at once: for what prints pages on the newsroom's side. No bundle of the browser
// imports it; there a language's files are put in place of the English ones.
import deBanner from '../strings/de/banner.json' with { type: 'json' };
import deBox from '../strings/de/box.json' with { type: 'json' };
import deCancel from '../strings/de/cancel.json' with { type: 'json' };
import deCaution from '../strings/de/caution.json' with { type: 'json' };
import dePage from '../strings/de/page.json' with { type: 'json' };
import deProblems from '../strings/de/problems.json' with { type: 'json' };
import deProgress from '../strings/de/progress.json' with { type: 'json' };
import deRemind from '../strings/de/remind.json' with { type: 'json' };
import enBanner from '../strings/en/banner.json' with { type: 'json' };
import enBox from '../strings/en/box.json' with { type: 'json' };
import enCancel from '../strings/en/cancel.json' with { type: 'json' };
import enCaution from '../strings/en/caution.json' with { type: 'json' };
import enPage from '../strings/en/page.json' with { type: 'json' };
import enProblems from '../strings/en/problems.json' with { type: 'json' };
import enProgress from '../strings/en/progress.json' with { type: 'json' };
import enRemind from '../strings/en/remind.json' with { type: 'json' };
import esBanner from '../strings/es/banner.json' with { type: 'json' };
import esBox from '../strings/es/box.json' with { type: 'json' };
import esCancel from '../strings/es/cancel.json' with { type: 'json' };
import esCaution from '../strings/es/caution.json' with { type: 'json' };
import esPage from '../strings/es/page.json' with { type: 'json' };
import esProblems from '../strings/es/problems.json' with { type: 'json' };
import esProgress from '../strings/es/progress.json' with { type: 'json' };
import esRemind from '../strings/es/remind.json' with { type: 'json' };
import frBanner from '../strings/fr/banner.json' with { type: 'json' };
import frBox from '../strings/fr/box.json' with { type: 'json' };
import frCancel from '../strings/fr/cancel.json' with { type: 'json' };
import frCaution from '../strings/fr/caution.json' with { type: 'json' };
import frPage from '../strings/fr/page.json' with { type: 'json' };
import frProblems from '../strings/fr/problems.json' with { type: 'json' };
import frProgress from '../strings/fr/progress.json' with { type: 'json' };
import frRemind from '../strings/fr/remind.json' with { type: 'json' };
import ruBanner from '../strings/ru/banner.json' with { type: 'json' };
import ruBox from '../strings/ru/box.json' with { type: 'json' };
import ruCancel from '../strings/ru/cancel.json' with { type: 'json' };
import ruCaution from '../strings/ru/caution.json' with { type: 'json' };
import ruPage from '../strings/ru/page.json' with { type: 'json' };
import ruProblems from '../strings/ru/problems.json' with { type: 'json' };
import ruProgress from '../strings/ru/progress.json' with { type: 'json' };
import ruRemind from '../strings/ru/remind.json' with { type: 'json' };
import ukBanner from '../strings/uk/banner.json' with { type: 'json' };
import ukBox from '../strings/uk/box.json' with { type: 'json' };
import ukCancel from '../strings/uk/cancel.json' with { type: 'json' };
import ukCaution from '../strings/uk/caution.json' with { type: 'json' };
import ukPage from '../strings/uk/page.json' with { type: 'json' };
import ukProblems from '../strings/uk/problems.json' with { type: 'json' };
import ukProgress from '../strings/uk/progress.json' with { type: 'json' };
import ukRemind from '../strings/uk/remind.json' with { type: 'json' };

import { localeOf } from './strings.ts';

const en = { ...enBanner, ...enBox, ...enCancel, ...enCaution, ...enPage, ...enProblems, ...enProgress, ...enRemind };
export type PrintedStrings = Readonly<Record<keyof typeof en, string>>;

export const languages: Readonly<Record<string, PrintedStrings>> = {
  en,
  ru: { ...en, ...ruBanner, ...ruBox, ...ruCancel, ...ruCaution, ...ruPage, ...ruProblems, ...ruProgress, ...ruRemind },
  uk: { ...en, ...ukBanner, ...ukBox, ...ukCancel, ...ukCaution, ...ukPage, ...ukProblems, ...ukProgress, ...ukRemind },
  de: { ...en, ...deBanner, ...deBox, ...deCancel, ...deCaution, ...dePage, ...deProblems, ...deProgress, ...deRemind },
  fr: { ...en, ...frBanner, ...frBox, ...frCancel, ...frCaution, ...frPage, ...frProblems, ...frProgress, ...frRemind },
  es: { ...en, ...esBanner, ...esBox, ...esCancel, ...esCaution, ...esPage, ...esProblems, ...esProgress, ...esRemind },
};

/** A language we have no strings for speaks English. */
export const stringsOf = (tag: string): PrintedStrings => languages[localeOf(tag).split('-')[0] ?? ''] ?? en;
