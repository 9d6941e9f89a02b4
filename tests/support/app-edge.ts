// The names between CDN and origins in the CDK apps that tests synthesise.
import type { EdgeNames } from '../../infra/pass.ts';

export const appEdge: EdgeNames = {
  passCookie: 'fascia',
  passHeader: 'x-fascia',
  secretHeader: 'x-their-own',
  notFromHereHeader: 'x-there',
  neverAsk: ['BY'],
};
