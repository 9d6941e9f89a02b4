// Ending letters, as a piece of page: two buttons that say what each does, and what was done.

import type { ProblemWord } from './gift-of-form.ts';
import type cancelWords from './strings/en/cancel.json';
import { type Branch, tree } from './tree.ts';
import type { Speech } from './words.ts';

export type CancelSpeech = Speech<keyof typeof cancelWords | ProblemWord>;
export type CancelState = 'asked' | 'no-token' | 'once' | 'forever';

export function cancelView(state: CancelState, { words }: CancelSpeech): Branch {
  switch (state) {
    case 'no-token':
      return said(words.noTokenTitle, words.noToken);
    case 'once':
      return said(words.cancelledTitle, words.cancelledOnce);
    case 'forever':
      return said(words.cancelledTitle, words.cancelledForever);
    case 'asked':
      return tree(
        'section',
        { class: 'mainstay-account' },
        tree('h2', { tabindex: '-1' }, words.cancelTitle),
        tree('p', {}, words.cancelText),
        deed('once', words.cancelOnce, words.cancelOnceHint),
        deed('forever', words.cancelForever, words.cancelForeverHint),
        tree('p', { class: 'mainstay-status', role: 'alert' }),
      );
  }
}

const said = (title: string, text: string): Branch =>
  tree('section', { class: 'mainstay-account' }, tree('h2', { tabindex: '-1' }, title), tree('p', {}, text));

const deed = (name: string, label: string, hint: string): Branch =>
  tree(
    'div',
    { class: 'mainstay-deed' },
    tree('button', { class: 'mainstay-quiet', type: 'button', name }, label),
    tree('p', {}, hint),
  );
