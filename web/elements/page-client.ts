// The client of a page on which people give, for the elements that ask the API for something.
import { givingClient } from './client.ts';
import { callApi } from './page.ts';

export const client = givingClient(callApi);
