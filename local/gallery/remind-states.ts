// The states of "Remind me later", which folds out of the contribution box.
import type { GalleryState, ReaderDeed } from './states.ts';

const open: ReaderDeed = { deed: 'press', on: 'mainstay-remind summary' };
const ask: ReaderDeed = { deed: 'press', on: 'mainstay-remind [type=submit]' };
const address = (text: string): ReaderDeed => ({ deed: 'type', on: 'mainstay-remind [name=email]', text });

const remind = (name: string, title: string, more: Partial<GalleryState> = {}): GalleryState => ({
  ...{ name: `remind-${name}`, title, kind: 'mainstay', shows: 'mainstay-remind form' },
  markup: ({ printBox }) => printBox({ reminders: '/v1/reminders' }),
  ...more,
});

export const remindStates: readonly GalleryState[] = [
  remind('offered', 'Not ready today', { shows: 'mainstay-remind summary' }),
  remind('open', 'When shall we write?', { deeds: [open] }),
  remind('flaw', 'No address', {
    ...{ deeds: [open, address('nobody'), ask], shows: 'mainstay-remind .mainstay-status:not(:empty)' },
  }),
  remind('unreachable', 'No network', {
    ...{ answers: { 'POST /reminders': 'offline' }, deeds: [open, address('reader@example.org'), ask] },
    shows: 'mainstay-remind .mainstay-status:not(:empty)',
  }),
  remind('promised', 'We will write', {
    answers: { 'POST /reminders': { status: 202, body: { status: 'accepted' } } },
    deeds: [open, address('reader@example.org'), ask],
    shows: 'mainstay-remind [role=status]',
  }),
];
