// What a reader may do on the account page and on the page that cancels reminders: a button, and a sentence that says
// what it does.
import { type Branch, tree } from './tree.ts';

export const action = (name: string, label: string, hint: string, value?: string): Branch =>
  tree('div', { class: 'mainstay-action' }, press(name, label, value), tree('p', {}, hint));

export const press = (name: string, label: string, value?: string): Branch =>
  tree('button', { class: 'mainstay-secondary', type: 'button', name, value }, label);
