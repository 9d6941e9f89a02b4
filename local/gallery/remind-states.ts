// The states of "Remind me later", which opens from the contribution box.
import type { GalleryState, ReaderAction } from './gallery-state.ts';

const open: ReaderAction = { action: 'press', on: 'mainstay-remind summary' };
const ask: ReaderAction = { action: 'press', on: 'mainstay-remind [type=submit]' };
const address = (text: string): ReaderAction => ({ action: 'type', on: 'mainstay-remind [name=email]', text });

const remind = (name: string, title: string, more: Partial<GalleryState> = {}): GalleryState => ({
  name: `remind-${name}`,
  title,
  kind: 'mainstay',
  shows: 'mainstay-remind form',
  markup: ({ printBox }) => printBox({ reminders: '/v1/reminders' }),
  ...more,
});

export const remindStates: readonly GalleryState[] = [
  remind('offered', 'Not ready today', { shows: 'mainstay-remind summary' }),
  remind('open', 'When shall we write?', { actions: [open] }),
  remind('flaw', 'No address', {
    actions: [open, address('nobody'), ask],
    shows: 'mainstay-remind .mainstay-status:not(:empty)',
  }),
  remind('unreachable', 'No network', {
    answers: { 'POST /reminders': 'offline' },
    actions: [open, address('reader@example.org'), ask],
    shows: 'mainstay-remind .mainstay-status:not(:empty)',
  }),
  remind('requested', 'We will write', {
    answers: { 'POST /reminders': { status: 202, body: { status: 'accepted' } } },
    actions: [open, address('reader@example.org'), ask],
    shows: 'mainstay-remind [role=status]',
  }),
];
