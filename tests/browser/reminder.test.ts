// "Not ready to support us today? Remind me later." from the tap to the e-mail, and what came of it: who gave, who
// cancelled once, who never wants to hear of it again, and who changed their mind.
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { day, instantOfDay, monthNumberOf, monthOf, monthOfNumber } from '../../shared/core/time.ts';
import { describeInBrowser, takePicture } from '../support/browser.ts';
import type { Reader } from '../support/browser-reader.ts';
import { rowsOfRun } from '../support/rows-of-run.ts';

const locations = z.object({ mail: z.string(), dynamodb: z.optional(z.string()) });
const store = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string(), html: z.string() }),
    }),
  ),
});

describeInBrowser('a reader who is not ready today', (scene) => {
  const locationsOf = async () => locations.parse(await (await fetch(`${scene.environment().site}/_local`)).json());
  const messagesTo = async (name: string) => {
    const { emails } = store.parse(await (await fetch(`${(await locationsOf()).mail}/store`)).json());
    const own = emails.filter(({ destination }) => destination.to.includes(`${name}@example.org`));
    return own.filter(({ body }) => !body.text.includes('#confirm='));
  };
  /** Opens the first message's link, as its reader does, and presses a button. */
  const answer = async (page: Reader['page'], name: string, button = 'Yes, remind me once'): Promise<void> => {
    await scene.environment().drain();
    const { emails } = store.parse(await (await fetch(`${(await locationsOf()).mail}/store`)).json());
    const own = emails.filter(({ destination }) => destination.to.includes(`${name}@example.org`));
    const question = own.findLast(({ body }) => body.text.includes('#confirm='));
    await page.goto('about:blank');
    await page.goto(linkIn(question?.body.text ?? '', 'confirm'), { waitUntil: 'networkidle' });
    expect(page.url()).toBe(`${scene.environment().site}/reminders`);
    await page.getByRole('button', { name: button }).click();
  };
  const monthAhead = (ahead: number): string =>
    monthOfNumber((monthNumberOf(monthOf(scene.environment().clock.now(), 'Europe/Riga')) ?? 0) + ahead);
  const comeTo = async (month: string): Promise<void> =>
    scene.environment().advance((instantOfDay(`${month}-02`) ?? 0) - scene.environment().clock.now());
  /** As the page asks, from the page. */
  const ask = async ({ page }: Reader, name: string, month: string, said = 'We will remind you'): Promise<void> => {
    const input = { email: `${name}@example.org`, month };
    const status = await page.evaluate(
      async (body) =>
        (await fetch('/v1/reminders', { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
          .status,
      JSON.stringify(input),
    );
    expect(status).toBe(202);
    await answer(page, name);
    await page.getByText(said, { exact: false }).first().waitFor();
    await takePicture(page, `reminder 5 ${said}`);
    await page.goto(scene.environment().site);
  };
  const linkIn = (text: string, word: string): string => new RegExp(`http\\S+#${word}=\\S+`).exec(text)?.[0] ?? '';

  test('asks in one tap, is written to once, and gives; others cancel, and are left alone', async () => {
    const [first, second] = [monthAhead(1), monthAhead(2)];
    const reader = await scene.reader();
    await reader.open();
    await reader.box.getByRole('radio', { name: 'Monthly', exact: true }).check();
    await reader.box.locator('form[data-frequency=monthly]').getByRole('radio', { name: '$10', exact: true }).check();
    await reader.box.getByText('Remind me later').click();
    const form = reader.page.locator('mainstay-remind form').first();
    // The form is a script of its own, and comes now.
    await form.getByRole('button', { name: 'Ask me here then' }).waitFor();
    await form.getByRole('radio').first().check();
    expect(await form.getByRole('radio').first().getAttribute('value')).toBe(first);
    await form.getByLabel('Your e-mail address').fill('not an address');
    await form.getByRole('button', { name: 'Remind me' }).click();
    await form.getByText('Please type an e-mail address').waitFor();
    await form.getByLabel('Your e-mail address').fill('Alice@Example.org');
    await takePicture(reader.page, 'reminder 1 asked');
    await form.getByRole('button', { name: 'Remind me' }).click();
    await reader.page.locator('mainstay-remind').getByText('Check your e-mail').first().waitFor();
    await takePicture(reader.page, 'reminder 2 requested');
    expect(await reader.banner.isVisible()).toBe(false);
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(false);
    await answer(reader.page, 'alice');
    await reader.page.getByRole('heading', { name: 'We will remind you' }).waitFor();
    await takePicture(reader.page, 'reminder 2 confirmed');

    const others = await scene.reader();
    await others.open();
    for (const name of ['once', 'forever', 'again']) await ask(others, name, first);
    const giver = await scene.reader();
    await giver.open();
    await ask(giver, 'giver', first);
    await giver.give({ frequency: 'Once', amount: '$25' });

    // Another browser reminds itself, in the same month.
    const own = await scene.reader();
    await own.open();
    await own.box.getByRole('radio', { name: 'Annual', exact: true }).check();
    await own.box.getByText('Remind me later').click();
    await own.page.getByRole('button', { name: 'Ask me here then' }).click();
    await own.page.getByRole('status').getByText('asks you once more').waitFor();

    await nothingReadable();
    await comeTo(first);
    await seesItAgain(own);
    expect(await messagesTo('giver')).toEqual([]);
    const [message, ...more] = await messagesTo('alice');
    expect(more).toEqual([]);
    const text = message?.body.text ?? '';
    expect(message?.subject).toBe('You asked to be reminded');
    expect(text + (message?.body.html ?? '')).not.toMatch(/meridian|donat|alice/i);

    // On another machine than the one that asked; the banner is back there, and so the box.
    const phone = await scene.reader({ viewport: { width: 400, height: 800 } });
    await phone.page.goto(linkIn(text, 'reminder'), { waitUntil: 'networkidle' });
    const chosen = phone.box.locator('form[data-frequency=monthly]');
    expect(await phone.box.getByRole('radio', { name: 'Monthly', exact: true }).isChecked()).toBe(true);
    expect(await chosen.getByRole('radio', { name: '$10', exact: true }).isChecked()).toBe(true);
    expect(phone.page.url()).not.toContain('#');
    await takePicture(phone.page, 'reminder 3 from the e-mail');
    await chosen.getByRole('button', { name: 'Give $10 a month' }).click();
    await phone.page.waitForURL(`${scene.environment().sandboxAddress}/c/pay/**`);
    await phone.page.getByLabel('E-mail').fill('alice@example.org');
    await phone.page.getByRole('button', { name: 'Pay', exact: true }).click();
    await phone.page.waitForURL(`${scene.environment().site}/**`, { waitUntil: 'networkidle' });
    await scene.environment().drain();
    const shown = vi.mocked(console.log).mock.calls.map(([line]) => String(line));
    expect(shown.filter((line) => line.includes('"message":"given-after-reminder"'))).toHaveLength(1);

    for (const name of ['alice', 'once', 'forever', 'again']) await ask(others, name, second);
    for (const name of ['once', 'again']) await cancel(others, name, 'Cancel my reminder');
    await cancel(others, 'forever', 'No more reminders, ever');
    // An address is asked once a day.
    await scene.environment().advance(day);
    // The link of the first message still opens, and says that nothing will come.
    await ask(others, 'forever', second, 'You asked us never to remind you at this address');
    await ask(others, 'again', second);
    await comeTo(second);
    const counts = [];
    for (const name of ['alice', 'once', 'forever', 'again']) counts.push((await messagesTo(name)).length);
    // Who gave, who cancelled and who never wants another got no second one; who asked again after a cancel did.
    expect(counts).toEqual([1, 1, 1, 2]);
    await nothingReadable();
    // A month and a week of hours, each with its sweep, beside whatever else the machine does.
  }, 400_000);

  async function seesItAgain({ page, box, open }: Reader): Promise<void> {
    await open();
    expect(await box.getByText('You wanted to be asked again.').isVisible()).toBe(true);
    expect(await box.getByRole('radio', { name: 'Annual', exact: true }).isChecked()).toBe(true);
    await takePicture(page, 'reminder 8 asked again');
    await open();
    expect(await box.getByText('You wanted to be asked again.').isVisible()).toBe(false);
    expect(await box.isVisible()).toBe(true);
  }

  test('without an address this browser asks again after ten more pages, once, and tells nobody', async () => {
    const reader = await scene.reader();
    const { page, box, banner } = reader;
    await reader.open();
    await box.getByRole('radio', { name: 'Once', exact: true }).check();
    await box.locator('form[data-frequency=once]').getByRole('radio', { name: '$100', exact: true }).check();
    await box.getByText('Remind me later').click();
    const form = page.locator('mainstay-remind form').first();
    await form.getByRole('radio', { name: 'After ten more pages' }).check();
    reader.forgetRequests();
    // That is nothing an e-mail can wait for.
    await form.getByLabel('Your e-mail address').fill('nobody@example.org');
    await form.getByRole('button', { name: 'Remind me' }).click();
    await form.getByText('choose one of the next twelve months').waitFor();
    await form.getByRole('button', { name: 'Ask me here then' }).click();
    await page.getByRole('status').getByText('After ten more pages: this browser asks you once more').waitFor();
    await takePicture(page, 'reminder 9 kept here');
    expect(await banner.isVisible()).toBe(false);
    for (let read = 0; read < 10; read += 1) {
      await reader.open();
      expect([read, await banner.isVisible(), await box.isVisible()]).toEqual([read, false, false]);
    }
    await reader.open();
    expect(await box.getByText('You wanted to be asked again.').isVisible()).toBe(true);
    expect(await box.getByRole('button', { name: 'Give $100 once' }).isVisible()).toBe(true);
    await reader.open();
    expect(await box.getByText('You wanted to be asked again.').isVisible()).toBe(false);
    expect(await banner.isVisible()).toBe(true);
    expect(await page.evaluate(() => localStorage.getItem('re.then'))).toBe(null);
    expect(reader.requests().filter((each) => each.includes('reminders'))).toEqual([]);
  });

  test('a form that does not come says so, and comes when it is opened again', async () => {
    const reader = await scene.reader();
    const { page, box } = reader;
    await page.route('**/remind.*.js', (route) => route.abort());
    await reader.open();
    // A box that the browser draws; a printed one has its form.
    await page.evaluate(() => {
      const drawn = document.createElement('mainstay-contribute');
      drawn.setAttribute('reminders', '');
      document.querySelector('main')?.prepend(drawn);
    });
    await box.getByText('Remind me later').click();
    await box.getByText('could not be reached').waitFor();
    await page.unroute('**/remind.*.js');
    for (const _ of ['close', 'open']) await box.getByText('Remind me later').click();
    await box.getByRole('button', { name: 'Ask me here then' }).waitFor();
  });

  async function cancel({ page }: Reader, name: string, button: string): Promise<void> {
    const [message] = await messagesTo(name);
    await page.goto('about:blank');
    await page.goto(linkIn(message?.body.text ?? '', 'cancel'), { waitUntil: 'networkidle' });
    expect(page.url()).toBe(`${scene.environment().site}/reminders`);
    if (name === 'once') await takePicture(page, 'reminder 4 cancel');
    await page.getByRole('button', { name: button }).click();
    await page.getByRole('heading', { name: 'Done' }).waitFor();
    if (name === 'forever') await takePicture(page, 'reminder 5 cancelled');
  }

  async function nothingReadable(): Promise<void> {
    const rows = await rowsOfRun(scene.environment().site);
    if (rows === null) return;
    expect(rows.filter((row) => String(row['pk']).startsWith('REMINDER#')).length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/alice|giver|forever@|example\.org|@/i);
  }

  test('without JavaScript a plain form asks, and the page says so', async () => {
    const plain = await scene.reader({ javaScriptEnabled: false });
    await plain.page.goto(`${scene.environment().site}/support`);
    await plain.page.getByText('Remind me later').click();
    await plain.page.getByRole('radio', { name: 'In three months' }).check();
    await plain.page.getByLabel('Your e-mail address').fill('plain@example.org');
    await takePicture(plain.page, 'reminder 6 without JavaScript');
    await plain.page.getByRole('button', { name: 'Remind me' }).click();
    await plain.page.waitForURL('**/support#re-d');
    await plain.page.locator('#re-d').getByText('Check your e-mail').waitFor();
    await takePicture(plain.page, 'reminder 7 requested without JavaScript');
  });
});
