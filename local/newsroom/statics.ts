// The files the pages load, read once: what was built for the browser, the newspaper's own style and its pictures.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Static {
  readonly path: string;
  readonly type: string;
  readonly body: string;
}

const here = import.meta.dirname;

export function readStatics(webFiles: string): Static[] {
  const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
  const pictures = join(here, 'pictures');
  const styles = join(here, 'style');
  return [
    { path: '/web/mainstay.js', type: script, body: read(webFiles, 'mainstay.js') },
    { path: '/web/mainstay.css', type: style, body: read(webFiles, 'mainstay.css') },
    { path: '/meridian.css', type: style, body: styleOrder.map((name) => read(styles, name)).join('\n') },
    ...readdirSync(pictures).map((name) => ({
      path: `/pictures/${name}`,
      type: 'image/svg+xml',
      body: read(pictures, name),
    })),
  ];
}

const script = 'text/javascript; charset=utf-8';
const style = 'text/css; charset=utf-8';
const styleOrder = ['paper.css', 'masthead.css', 'front.css', 'article.css'];
