// The frame of the pages that functions answer a plain form with: one column that reads well on a phone, in light and dark, with no
// script and nothing to load.
export interface PlainPage {
  readonly language: string;
  readonly title: string;
  /** HTML; whoever writes it escapes what is not ours. */
  readonly body: string;
  /** HTML for the head. */
  readonly head?: string;
}

export const plainPage = ({ language, title, body, head = '' }: PlainPage): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8">${head}<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;

const style = [
  'body{margin:0;font:1.1rem/1.55 Georgia,serif;overflow-wrap:break-word}',
  'main{max-width:32rem;margin:12vh auto;padding:0 1.25rem}',
  'h1{font-size:1.6rem;line-height:1.2;margin:0 0 .75rem}',
  'label{display:block}',
  'input:not([type=hidden]){font:1.2rem monospace;letter-spacing:.1em;box-sizing:border-box;max-width:100%;width:16ch;padding:.5rem;margin:.3rem 0 1rem}',
  'button,a.back{display:inline-block;font:inherit;padding:.6rem 1.4rem;border:1px solid;border-radius:.2rem;color:inherit;background:none;text-decoration:none;cursor:pointer}',
  ':focus-visible{outline:3px solid;outline-offset:2px}',
].join('');
