// The client of this page, for the elements that ask the API for something.
import { createClient } from './client.ts';
import { callApi } from './page.ts';

export const client = createClient(callApi);
