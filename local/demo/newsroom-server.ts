// The demo newsroom on the site's port, with its inputs: the offer as the API answers it, the key
// that verifies a pass, and the origins that a plain form may lead to.
import type { RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { settings } from '#settings';
import { parseKeyRing } from '../../functions/runtime/secret-shapes.ts';
import type { Clock } from '../../shared/ports/system.ts';
import { galleryPages } from '../gallery/gallery-pages.ts';
import { openEdge } from '../servers/edge.ts';
import { countryIn } from '../servers/viewer-country.ts';
import { newsroomPages } from './newsroom-pages.ts';
import { openPublished } from './published.ts';

export interface NewsroomNeeds {
  /** The folder that `buildWeb` wrote. */
  readonly webFiles: string;
  /** The current content of the secret of passes: its keys may be rotated while the environment runs. */
  readonly passSecret: () => string;
  readonly clock: Clock;
  /** Null where Stripe itself is behind the functions. */
  readonly sandboxAddress: string | null;
}

/** The origins of Stripe's own Checkout and portal. */
export const stripePages = ['https://checkout.stripe.com', 'https://billing.stripe.com'] as const;

export async function openNewsroom(needs: NewsroomNeeds): Promise<RequestListener> {
  const keyOf = (keyId: string) => parseKeyRing(needs.passSecret()).keys.get(keyId)?.toString('base64url');
  const { passHeader, notFromHereHeader } = settings.edge;
  const names = { passCookie: settings.cookies.pass, passHeader, notFromHereHeader, neverAsk: settings.neverAsk };
  const edge = openEdge(names, keyOf, needs.clock);
  const published = await openPublished(needs.webFiles);
  const pages = newsroomPages({
    cookieNames: settings.cookies,
    recognise: edge.isQuiet,
    isNotFromHere: (headers) => edge.isNotFromHere(fromCountry(headers)),
    published,
    clockScript: '/_local/clock.js',
    stripeOrigins: needs.sandboxAddress === null ? stripePages : [needs.sandboxAddress],
  });
  pages.route('/', galleryPages(published, needs.clock));
  const listener = getRequestListener(pages.fetch, { overrideGlobalObjects: false });
  return (request, response) => void listener(request, response);
}

/** As CloudFront adds it to a request, whatever the browser itself sent. */
function fromCountry(headers: Headers): Headers {
  const added = new Headers(headers);
  added.delete('cloudfront-viewer-country');
  const country = countryIn(headers.get('cookie') ?? '');
  if (country !== null) added.set('cloudfront-viewer-country', country);
  return added;
}
