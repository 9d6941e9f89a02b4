// Every state of every element. The gallery shows them with the published files, and a test opens each.
import { accountStates } from './account-states.ts';
import { askStates } from './ask-states.ts';
import { boxStates } from './box-states.ts';
import type { GalleryState } from './gallery-state.ts';
import { remindStates } from './remind-states.ts';

export const states: readonly GalleryState[] = [...askStates, ...boxStates, ...remindStates, ...accountStates];
