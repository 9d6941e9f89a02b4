// The files the pages load, read once: what was built for the browser, the newspaper's own style and its pictures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Published } from './published.ts';

export interface Static {
  readonly path: string;
  readonly type: string;
  readonly body: string;
  /** Named by its content, so it never changes. */
  readonly isForEver: boolean;
}

const here = import.meta.dirname;

export function readStatics({ files }: Published): Static[] {
  const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
  const pictures = join(here, 'pictures');
  const styles = join(here, 'style');
  return [
    ...[...files]
      .filter(([file]) => /\.(?:js|css)$/.test(file))
      .map(([file, body]) => ({
        path: `/web/${file}`,
        type: file.endsWith('.js') ? script : style,
        body,
        isForEver: true,
      })),
    {
      path: '/meridian.css',
      type: style,
      body: styleOrder.map((name) => read(styles, name)).join('\n'),
      isForEver: false,
    },
    ...readdirSync(pictures).map((name) => ({
      path: `/pictures/${name}`,
      type: 'image/svg+xml',
      body: read(pictures, name),
      isForEver: false,
    })),
  ];
}

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const styleOrder = ['paper.css', 'masthead.css', 'front.css', 'article.css'];
