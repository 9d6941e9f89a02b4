// The snippet that stands inline in the page's head, before any style: it decides before the first paint, so that a
// supporter sees no flash and nothing moves, while the page stays one cacheable file for everybody. Always the same
// bytes, so one hash in the Content-Security-Policy lets it run; the cookie's name stands on its script tag
// (`data-pass`). It never calls anything.
import { type MemoryKey, now, recall } from './browser-memory.ts';
import { cookieIn, isSupporterPass } from './pass-cookie.ts';

const { dataset } = document.documentElement;
const pass = cookieIn(document.cookie, document.currentScript?.dataset['pass'] ?? '');
const isAhead = (key: MemoryKey): boolean => Number.parseInt(recall(key) ?? '', 10) > now();
dataset['mainstay'] = isSupporterPass(pass) || isAhead('re.later') ? 'quiet' : 'ask';
if (isAhead('re.rest')) dataset['mainstayBanner'] = 'rest';
