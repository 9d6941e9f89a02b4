// What a banner says where the newsroom put no words of its own, as a piece of page.
import type bannerWords from './strings/en/banner.json';
import { type Branch, tree } from './tree.ts';
import type { Speech } from './words.ts';

export const request = ({ words }: Speech<keyof typeof bannerWords>, href: string): Branch =>
  tree(
    'section',
    { class: 'mainstay-line', 'aria-label': words.bannerLabel },
    tree(
      'div',
      { class: 'mainstay-words' },
      tree('p', { class: 'mainstay-title' }, words.bannerTitle),
      tree('p', {}, words.bannerText),
    ),
    tree('a', { class: 'mainstay-continue', href }, words.bannerButton),
  );
