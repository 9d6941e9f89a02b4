// GET /v1/reminders/cancel/{token}: for mail programs that know no one-click and open the address as a page.
import { type ShowCancelNeeds, showCancel } from '../../shared/actions/show-cancel.ts';
import { routes } from '../../shared/api/routes.ts';
import { succeed } from '../../shared/core/result.ts';
import { answering } from '../runtime/http-handler.ts';

export const showCancelRoute = (needs: ShowCancelNeeds) =>
  answering('showCancel', routes.showCancel, async ({ params }) =>
    succeed({ status: 303, location: showCancel(needs, params['token'] ?? '') }),
  );
