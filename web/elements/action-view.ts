// What a reader may do on the account page and on the page that cancels reminders: a button, and a sentence that says
// what it does.
import { type Branch, tree } from './tree.ts';

export const action = (name: string, label: string, hint: string, value?: string): Branch =>
  tree('div', { class: 'mainstay-action' }, press(name, label, value), tree('p', {}, hint));

/** The same, for a form that the browser posts by itself: an answer to it is no script's. */
export const formAction = (
  address: string,
  fields: Readonly<Record<string, string>>,
  { name, label, hint }: { readonly name: string; readonly label: string; readonly hint: string },
): Branch =>
  tree(
    'form',
    { class: 'mainstay-action', method: 'post', action: address },
    ...Object.entries(fields).map(([field, value]) => tree('input', { type: 'hidden', name: field, value })),
    tree('button', { class: 'mainstay-secondary', type: 'submit', name }, label),
    tree('p', {}, hint),
  );

export const press = (name: string, label: string, value?: string): Branch =>
  tree('button', { class: 'mainstay-secondary', type: 'button', name, value }, label);
