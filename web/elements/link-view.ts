// Asking for a link by e-mail, and typing the code of one that was read elsewhere.
import type { AccountSpeech } from './account-speech.ts';
import { type Attributes, type Branch, tree } from './tree.ts';

export const linkForm = (label: string, hint: string, { strings }: AccountSpeech): Branch =>
  tree(
    'form',
    { class: 'mainstay-ask', name: 'ask' },
    tree('p', {}, hint),
    field(strings.email, { name: 'email', type: 'email', autocomplete: 'email', maxlength: 254 }),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, label),
  );

/** `link` is what the request was answered with: the code opens nothing without it. */
export const codeForm = (link: string, { strings }: AccountSpeech): Branch =>
  tree(
    'form',
    { class: 'mainstay-ask', name: 'code', 'data-value': link },
    field(strings.code, { name: 'code', autocomplete: 'one-time-code', autocapitalize: 'characters', maxlength: 64 }),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, strings.codePress),
  );

export const field = (label: string, attributes: Attributes): Branch =>
  tree('label', {}, label, tree('input', { class: 'mainstay-field', required: true, ...attributes }));
