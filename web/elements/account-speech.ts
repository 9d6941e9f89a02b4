// What the account page says, in its parts: its own strings and those for a problem.
import type accountStrings from '../strings/en/account.json';
import type { ProblemString } from './contribution-of-form.ts';
import type { Speech } from './strings.ts';

export type AccountSpeech = Speech<keyof typeof accountStrings | ProblemString>;
