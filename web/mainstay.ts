// The bundle a newsroom's pages load, deferred: it decides once more with all that is known, renews where that is due,
// and wakes the elements up. Everything it needs to know stands on its own script tag: `data-pass`, the name of the
// pass cookie, and `data-api`, where that is not "/v1".
import { MainstayAccount } from './account.ts';
import { MainstayBanner } from './banner.ts';
import { MainstayContribute } from './contribute.ts';
import { decideThisView } from './page.ts';
import { welcomeBack } from './thanks.ts';

void decideThisView();
customElements.define('mainstay-banner', MainstayBanner);
customElements.define('mainstay-contribute', MainstayContribute);
customElements.define('mainstay-account', MainstayAccount);
welcomeBack();
// A page that comes back from the browser's memory shows what was true when it was left.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) void decideThisView();
});
window.addEventListener('hashchange', welcomeBack);
