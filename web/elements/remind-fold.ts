// "Not ready to support us today? Remind me later.": the line at the foot of a box that opens the form behind it.
import type { Speech } from './strings.ts';
import { type Branch, tree } from './tree.ts';

/** `content` is the form as it is printed, or what stands there until the form has come. */
export const remindFold = ({ strings }: Speech<'offer' | 'remindMe'>, content: Branch): Branch =>
  tree(
    'details',
    { class: 'mainstay-remind' },
    tree('summary', {}, `${strings.offer} `, tree('span', {}, strings.remindMe)),
    content,
  );
