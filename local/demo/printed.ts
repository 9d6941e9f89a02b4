// Stands for the printed pages: the build replaces this file by them (build.ts), and without a build there are none.
import type { PrintedPages } from './printed-pages.ts';

export const printed: PrintedPages = {};
