// All of it without JavaScript: plain forms, plain links, and no banner from the first paint on, by the cookie alone.
import { describe, expect, test } from 'vitest';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import { accountPage, article, type Reader } from '../support/browser-reader.ts';

const plain = { javaScriptEnabled: false };

/** Every form that works without JavaScript, as a page of anybody's may hold them. */
const formsFor = (site: string): string =>
  Object.entries({
    checkouts: { frequency: 'once', amountMinor: '500', currency: 'usd', returnUrl: `${site}${article}` },
    links: { email: 'reader@example.org', purpose: 'device' },
    'checkouts/link': { locale: 'en' },
    'links/redeem': { link: 'A'.repeat(22), code: 'AAAAA-AAAAA' },
    reminders: { email: 'reader@example.org', month: '2027-01', returnUrl: `${site}${article}` },
  })
    .map(
      ([path, fields]) =>
        `<form method="post" target="_top" action="${site}/v1/${path}">${Object.entries(fields)
          .map(([name, value]) => `<input name="${name}" value="${value}">`)
          .join('')}<button>${path}</button></form>`,
    )
    .join('');

describeInBrowser('without JavaScript', (scene) => {
  test.each(['Once', 'Monthly', 'Annual'] as const)(
    '%s: gives, is thanked, and sees no banner again',
    async (frequency) => {
      const reader = await scene.reader(plain);
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(true);
      await takePicture(reader.page, `without javascript 1 ${frequency}`);
      await reader.choose({ frequency, amount: { Once: '$25', Monthly: '$5', Annual: '$50' }[frequency] });
      await reader.pay();
      expect(new URL(reader.page.url()).pathname).toBe(reader.article);
      expect(await reader.thanks.isVisible()).toBe(true);
      expect(await reader.banner.isVisible()).toBe(false);
      await takePicture(reader.page, `without javascript 2 ${frequency} thanks`);
      await reader.open();
      expect(await reader.banner.isVisible()).toBe(false);
      expect(await reader.thanks.isVisible()).toBe(false);
    },
  );

  test('an amount of one’s own, typed as people type', async () => {
    const reader = await scene.reader(plain);
    await reader.open();
    await reader.box.getByRole('radio', { name: 'Once', exact: true }).check();
    const form = reader.box.locator('form[data-frequency=once]');
    await form.getByRole('radio', { name: 'Other' }).check();
    await form.getByRole('textbox').fill('$ 12,50');
    await form.getByRole('button', { name: 'Continue' }).click();
    await reader.page.waitForURL('**/c/pay/**');
    expect(await reader.page.getByText('12.50 USD').isVisible()).toBe(true);
  });

  test('an amount that is too small is answered with a page that says so and leads back', async () => {
    const reader = await scene.reader(plain);
    await reader.open();
    await reader.box.getByRole('radio', { name: 'Monthly', exact: true }).check();
    const form = reader.box.locator('form[data-frequency=monthly]');
    await form.getByRole('radio', { name: 'Other' }).check();
    await form.getByRole('textbox').fill('1');
    await form.getByRole('button', { name: 'Continue' }).click();
    await reader.page.getByText('The least that can be given is 2.00 USD.').waitFor();
    await takePicture(reader.page, 'without javascript 3 too small');
    await reader.page.getByRole('link', { name: 'Back to the page' }).click();
    await reader.page.waitForURL(`**${reader.article}`);
  });

  test('what is wrong with a form is said in the language of its page', async () => {
    const reader = await scene.reader(plain);
    for (const [locale, said] of [
      ['en', 'The least that can be given is 2.00 USD.'],
      ['de', 'Der kleinste Betrag ist 2.00 USD.'],
      ['fr-CA', 'Le montant minimum est de 2.00 USD.'],
      ['es', 'El importe mínimo es 2.00 USD.'],
      ['ru', 'Наименьшая сумма — 2.00 USD.'],
      ['uk', 'Найменша сума — 2.00 USD.'],
    ] as const) {
      await reader.open();
      await reader.box.getByRole('radio', { name: 'Monthly', exact: true }).check();
      const form = reader.box.locator('form[data-frequency=monthly]');
      await form.locator('[name=locale]').evaluate((input, value) => input.setAttribute('value', value), locale);
      await form.getByRole('radio', { name: 'Other' }).check();
      await form.getByRole('textbox').fill('1');
      await form.getByRole('button', { name: 'Continue' }).click();
      await reader.page.getByRole('alert').getByText(said).waitFor();
      expect(await reader.page.locator('html').getAttribute('lang')).toBe(locale.slice(0, 2));
      await takePicture(reader.page, `without javascript 5 ${locale}`);
    }
  });

  test('the supporter’s page says what can be said without it', async () => {
    const reader = await scene.reader(plain);
    await reader.give({ frequency: 'Monthly', amount: '$5' });
    await reader.open(accountPage);
    expect(await reader.banner.isVisible()).toBe(false);
    expect((await reader.page.locator('main').innerText()).length).toBeGreaterThan(80);
    await takePicture(reader.page, 'without javascript 4 account');
  });

  describe('a form of a page that names no origin', () => {
    const page = (body: string) => `<!doctype html><meta name="referrer" content="no-referrer">${body}`;
    /** Presses the button in a page at that address; the status and the origin that the browser sent. */
    async function press(reader: Reader, { at, html, path }: { at: string; html: string; path: string }) {
      // A page of its own: the answer to the last form may still be on its way into the old one.
      const tab = await reader.context.newPage();
      await tab.route(at, (route) => route.fulfill({ contentType: 'text/html', body: html }));
      await tab.goto(at);
      const frame = tab.frames().at(-1) ?? tab.mainFrame();
      const target = `${scene.environment().site}/v1/${path}`;
      const [response] = await Promise.all([
        tab.waitForResponse((each) => each.url() === target && each.request().method() === 'POST'),
        frame.getByRole('button', { name: path, exact: true }).click({ noWaitAfter: true }),
      ]);
      const headers = await response.request().allHeaders();
      return { status: response.status(), origin: headers['origin'] };
    }
    const framed = (site: string) =>
      `<iframe sandbox="allow-forms allow-top-navigation" srcdoc="${formsFor(site).replaceAll('"', '&quot;')}"></iframe>`;

    test.each([
      ['checkouts', 303],
      ['links', 202],
      // Nothing was opened by this browser, and there is no such code: the form itself was let in.
      ['checkouts/link', 404],
      ['links/redeem', 404],
      ['reminders', 303],
    ])('is answered where the page is the newsroom’s: %s', async (path, status) => {
      const at = `${scene.environment().site}/a-page`;
      const reader = await scene.reader(plain);
      const said = await press(reader, { at, html: page(formsFor(scene.environment().site)), path });
      expect(said).toEqual({ status, origin: 'null' });
    });
    test.each(['checkouts', 'links', 'links/redeem'])('is refused where it stands elsewhere: %s', async (path) => {
      const { site } = scene.environment();
      const forms = formsFor(site);
      const reader = await scene.reader(plain);
      for (const { at, html } of [
        { at: 'http://evil.example/', html: page(forms) },
        { at: 'http://evil.example/', html: framed(site) },
        // Text that a stranger put into a sandboxed frame of our own page.
        { at: `${site}/a-page`, html: framed(site) },
        { at: `data:text/html,${encodeURIComponent(forms)}`, html: '' },
      ]) {
        expect(await press(reader, { at, html, path })).toEqual({ status: 403, origin: 'null' });
      }
    });
  });
});
