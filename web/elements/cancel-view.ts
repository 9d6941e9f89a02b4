// Confirming and cancelling reminders, as a piece of page: two buttons that say what each does, and what was done.

import type cancelStrings from '../strings/en/cancel.json';
import { action } from './action-view.ts';
import type { ProblemString } from './contribution-of-form.ts';
import type { Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

export type CancelSpeech = Speech<keyof typeof cancelStrings | ProblemString>;
export type CancelState = 'question' | 'confirmed' | 'requested' | 'no-token' | 'once' | 'forever';

export function cancelView(state: CancelState, { strings }: CancelSpeech): Branch {
  switch (state) {
    case 'no-token':
      return said(strings.noTokenTitle, strings.noToken);
    case 'confirmed':
      return said(strings.confirmedTitle, strings.confirmed);
    case 'once':
      return said(strings.cancelledTitle, strings.cancelledOnce);
    case 'forever':
      return said(strings.cancelledTitle, strings.cancelledForever);
    case 'question':
      return asking(strings.confirmTitle, strings.confirmText, [
        action('confirm', strings.confirmPress, strings.confirmPressHint),
        action('forever', strings.cancelForever, strings.cancelForeverHint),
      ]);
    case 'requested':
      return asking(strings.cancelTitle, strings.cancelText, [
        action('once', strings.cancelOnce, strings.cancelOnceHint),
        action('forever', strings.cancelForever, strings.cancelForeverHint),
      ]);
  }
}

const asking = (title: string, text: string, actions: readonly Branch[]): Branch =>
  tree(
    'section',
    { class: 'mainstay-account' },
    tree('h2', { tabindex: '-1' }, title),
    tree('p', {}, text),
    ...actions,
    tree('p', { class: 'mainstay-status', role: 'alert' }),
  );

const said = (title: string, text: string): Branch =>
  tree('section', { class: 'mainstay-account' }, tree('h2', { tabindex: '-1' }, title), tree('p', {}, text));
