// The text of the CloudFront Function before pages that lie in a bucket, as it is deployed: the source beside this file
// without its comments.
import { readFileSync } from 'node:fs';

export const folderFunctionCode = (): string =>
  readFileSync(new URL('folder-page.js', import.meta.url), 'utf8').replaceAll(/^ *\/\/.*\n/gm, '');
