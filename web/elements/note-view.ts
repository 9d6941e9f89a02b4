// The notes a reader may find on coming back from the payment page, as pieces of page. Static pages carry all of them;
// the address's fragment picks one by `:target`, so they work without JavaScript too.

import type pageStrings from '../strings/en/page.json';
import { type NoteKind, noteId } from './note-kinds.ts';
import type { Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

/**
 * Closing without JavaScript is leaving the note's fragment for one that names nothing. `linksAddress` is where a plain
 * form asks for a link: "/v1/links"; `ownLinkAddress` where the browser that has just given asks without an address.
 */
export function note(kind: NoteKind, speech: Speech<keyof typeof pageStrings>, addresses: NoteAddresses): Branch {
  const { strings } = speech;
  const id = noteId(kind);
  return tree(
    'aside',
    { class: 'mainstay-note', id, tabindex: '-1', 'aria-labelledby': `${id}-title` },
    tree('p', { class: 'mainstay-note-title', id: `${id}-title` }, strings[`${kind}Title`]),
    tree('p', { class: 'mainstay-note-text' }, strings[kind]),
    ...(kind === 'link' ? [linkForm(speech, addresses.linksAddress)] : []),
    ...(kind === 'thanks' || kind === 'pending' ? [ownLinkForm(speech, addresses.ownLinkAddress)] : []),
    ...(kind === 'thanks' ? [passOnForm(speech, addresses.grantsAddress)] : []),
    tree('a', { class: 'mainstay-close', href: '#re-', 'aria-label': strings.close }, '×'),
  );
}

export interface NoteAddresses {
  readonly linksAddress: string;
  readonly ownLinkAddress: string;
  readonly grantsAddress: string;
}
/** Where they are under an API: "/v1". */
export const noteAddressesUnder = (api: string): NoteAddresses => ({
  linksAddress: `${api}/links`,
  ownLinkAddress: `${api}/checkouts/link`,
  grantsAddress: `${api}/grants`,
});

/** Nothing to type: the claim cookie says which checkout it was, and the payment service has its address. */
const ownLinkForm = ({ strings, locale }: Speech<keyof typeof pageStrings>, action: string): Branch =>
  pressForm(action, locale, [strings.ownLinkHint, strings.ownLinkSend]);

/** For a reader who cannot give: the API answers with a page that shows a link, the same for everybody. */
const passOnForm = ({ strings, locale }: Speech<keyof typeof pageStrings>, action: string): Branch =>
  pressForm(action, locale, [strings.passOnHint, strings.passOn]);

const pressForm = (action: string, locale: string, [hint, label]: readonly [hint: string, label: string]): Branch =>
  tree(
    'form',
    { class: 'mainstay-note-form', method: 'post', action },
    tree('input', { type: 'hidden', name: 'locale', value: locale }),
    tree('p', {}, hint),
    tree('button', { class: 'mainstay-secondary', type: 'submit' }, label),
  );

/** A form as it is, with and without JavaScript: the API answers it with a page that takes the code from the e-mail. */
const linkForm = ({ strings, locale }: Speech<keyof typeof pageStrings>, action: string): Branch =>
  tree(
    'form',
    { class: 'mainstay-note-form', method: 'post', action },
    tree('input', { type: 'hidden', name: 'purpose', value: 'device' }),
    tree('input', { type: 'hidden', name: 'locale', value: locale }),
    tree('p', {}, strings.linkHint),
    tree(
      'label',
      {},
      tree('span', { class: 'mainstay-label' }, strings.linkEmail),
      tree('input', { name: 'email', type: 'email', autocomplete: 'email', maxlength: 254, required: true }),
    ),
    tree('button', { class: 'mainstay-continue', type: 'submit' }, strings.linkSend),
  );
