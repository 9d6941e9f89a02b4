// GET /v1/reminders/cancel/{token}: for mail programs that know no one-click and open the address as a page. A person is led to
// the page with the buttons, the capability moved into its fragment. It changes nothing and looks nothing up, because scanners
// open every link of a message.
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export interface ShowCancelNeeds {
  readonly cancelPage: string;
}
export const showCancelRoute = (needs: ShowCancelNeeds) =>
  answering('showCancel', routes.showCancel, async ({ params }) =>
    succeed({ status: 303, location: pageOf(needs, params['token'] ?? '') }),
  );

/** What cannot be a token of ours is left behind. */
const pageOf = ({ cancelPage }: ShowCancelNeeds, token: string): string =>
  /^[\w-]{1,200}$/.test(token) ? `${cancelPage}#cancel=${token}` : cancelPage;
