// The one path that everything else stands on: a reader gives five dollars a month on a newspaper's page, comes back to
// it, and sees no banners without another word to any server.
import { expect, test } from 'vitest';
import { describeInBrowser, takePicture } from '../support/browser.ts';

describeInBrowser('five dollars a month', (scene) => {
  test('the banner goes, thanks are said, nothing flashes, and a reload asks no server', async () => {
    const reader = await scene.reader();
    await reader.open();
    expect(await reader.banner.isVisible()).toBe(true);
    // What watches for a flash does see a banner where there is one.
    expect((await reader.paint()).framesWithBanner).toBeGreaterThan(0);
    await takePicture(reader.page, 'path 1 the article with its banner');

    await reader.banner.getByRole('link', { name: 'Support us' }).click();
    await reader.choose({ frequency: 'Monthly', amount: '$5' });
    await takePicture(reader.page, 'path 2 checkout');
    await reader.pay();
    expect(new URL(reader.page.url()).pathname).toBe(reader.article);
    expect(await reader.thanks.innerText()).toContain('Banners are off');
    expect(await reader.banner.isVisible()).toBe(false);
    expect(await reader.box.isVisible()).toBe(false);
    await takePicture(reader.page, 'path 3 thanks and no banner');
    const back = await reader.paint();
    expect(back.frames).toBeGreaterThan(3);
    expect(back, back.moved.join('\n')).toMatchObject({ framesWithBanner: 0, shift: 0 });

    reader.forgetRequests();
    const callsBefore = scene.calls().filter((each) => each.functionName !== 'stripe-webhook').length;
    await reader.page.reload({ waitUntil: 'networkidle' });
    expect(await reader.banner.isVisible()).toBe(false);
    const reloaded = await reader.paint();
    expect(reloaded, reloaded.moved.join('\n')).toMatchObject({ framesWithBanner: 0, shift: 0 });
    expect(reader.requests()).toEqual([]);
    expect(scene.calls().filter((each) => each.functionName !== 'stripe-webhook')).toHaveLength(callsBefore);
    await takePicture(reader.page, 'path 4 reloaded');
  });
});
