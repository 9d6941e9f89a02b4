// The client of the supporter's own page, which may ask the API for more than others.
import { createClient } from './client.ts';
import { callApi } from './page.ts';

export const client = createClient(callApi);
