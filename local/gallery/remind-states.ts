// The states of "Remind me later", which opens from the contribution box, and of the page that its first e-mail opens.
import type { GalleryState, ReaderAction } from './gallery-state.ts';

const open: ReaderAction = { action: 'press', on: 'mainstay-remind summary' };
// Its script comes when it is opened; until then the printed form is a plain one, which the browser sends by itself.
const awake = 'mainstay-remind form:has([name=here])';
const ask: ReaderAction = { action: 'press', on: `${awake} [type=submit]` };
const address = (text: string): ReaderAction => ({ action: 'type', on: `${awake} [name=email]`, text });

const remind = (name: string, title: string, more: Partial<GalleryState> = {}): GalleryState => ({
  name: `remind-${name}`,
  title,
  kind: 'mainstay',
  shows: 'mainstay-remind form',
  markup: ({ printBox }) => printBox({ reminders: true }),
  ...more,
});

const fromMailbox = (name: string, title: string, more: Partial<GalleryState>): GalleryState => ({
  name: `remind-${name}`,
  title,
  kind: 'cancel',
  shows: 'mainstay-cancel section:not(:has([name]))',
  markup: () => '<mainstay-cancel></mainstay-cancel>',
  fragment: `confirm=c1~${'x'.repeat(200)}`,
  ...more,
});

export const remindStates: readonly GalleryState[] = [
  remind('offered', 'Not ready today', { shows: 'mainstay-remind summary' }),
  remind('open', 'When shall we ask again?', { actions: [open], shows: 'mainstay-remind [name=here]' }),
  remind('here', 'This browser asks again', {
    actions: [open, { action: 'press', on: 'mainstay-remind [name=here]' }],
    shows: 'mainstay-remind [role=status]',
  }),
  remind('flaw', 'No address', {
    actions: [open, address('nobody'), ask],
    shows: 'mainstay-remind .mainstay-status:not(:empty)',
  }),
  remind('unreachable', 'No network', {
    answers: { 'POST /reminders': 'offline' },
    actions: [open, address('reader@example.org'), ask],
    shows: 'mainstay-remind .mainstay-status:not(:empty)',
  }),
  remind('requested', 'Check your e-mail', {
    answers: { 'POST /reminders': { status: 202, body: { status: 'accepted' } } },
    actions: [open, address('reader@example.org'), ask],
    shows: 'mainstay-remind [role=status]',
  }),
  fromMailbox('question', 'Shall we remind you?', { shows: 'mainstay-cancel [name=confirm]' }),
  fromMailbox('confirmed', 'We will remind you', {
    answers: { 'POST /reminders/confirm': { status: 204 } },
    actions: [{ action: 'press', on: 'mainstay-cancel [name=confirm]' }],
  }),
  fromMailbox('too-late', 'A link of last week', {
    answers: {
      'POST /reminders/confirm': { status: 404, body: { status: 404, code: 'confirmation-unknown', detail: '' } },
    },
    actions: [{ action: 'press', on: 'mainstay-cancel [name=confirm]' }],
    shows: 'mainstay-cancel .mainstay-status:not(:empty)',
  }),
  fromMailbox('refused', 'No e-mails for ever', {
    answers: { 'POST /reminders/cancel': { status: 204 } },
    actions: [{ action: 'press', on: 'mainstay-cancel [name=forever]' }],
  }),
];
