// What a banner says where the newsroom put no text of its own, as a piece of page.
import type bannerStrings from '../strings/en/banner.json';
import type { Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

export const request = ({ strings }: Speech<keyof typeof bannerStrings>, href: string): Branch =>
  tree(
    'section',
    { class: 'mainstay-line', 'aria-label': strings.bannerLabel },
    tree(
      'div',
      { class: 'mainstay-text' },
      tree('p', { class: 'mainstay-title' }, strings.bannerTitle),
      tree('p', {}, strings.bannerText),
    ),
    tree(
      'div',
      { class: 'mainstay-presses' },
      tree('a', { class: 'mainstay-continue', href }, strings.bannerButton),
      tree('button', { class: 'mainstay-already', type: 'button' }, strings.already),
    ),
  );
