// Every page of every console, light and dark, in both languages: no serious axe finding, no breach of the policy; and its picture.
import { accessible, dress, picture, settled, signIn, test, unharmed, watch, world, type Side } from './at';

const LOOKS = [['light', 'zh'], ['dark', 'zh'], ['light', 'en'], ['dark', 'en']] as const;
const PEOPLE: Record<Side, string> = { merchant: 'merchant1@example.com', factory: 'factory1@example.com', platform: '' };

for (const side of ['merchant', 'factory', 'platform'] as const) {
  test(`every page of the ${side}`, async ({ page }) => {
    test.setTimeout(150_000);
    await page.goto(world()[side]);
    for (const [theme, locale] of LOOKS) {
      await dress(page, theme, locale);
      await page.locator('.desk-sheet').waitFor();
      await accessible(page, `sign-in ${theme} ${locale}`);
      await picture(page, `${side}-sign-in-${theme}-${locale}`);
    }
    await signIn(page, side, PEOPLE[side]);
    const rooms = await page.locator('.nav-item').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
    for (const [theme, locale] of LOOKS) {
      await dress(page, theme, locale);
      for (const room of rooms) {
        await page.locator(`.nav-item[href="${room}"]`).click();
        await settled(page);
        await accessible(page, `${side} ${room} ${theme} ${locale}`);
        await picture(page, `${side}${room.replaceAll('/', '-')}-${theme}-${locale}`);
      }
    }
    unharmed(page);
  });
}

test('the pages mail leads to', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await watch(page);
  for (const path of ['/invitation#s3cret', '/password-reset#s3cret', '/invitation']) {
    await page.goto(`${world().factory}${path}`);
    await page.locator('.desk-sheet').waitFor();
    await accessible(page, path);
    await picture(page, `desk${path.replace(/[/#]/g, '-')}`);
  }
  await page.goto(world().merchant);
  await page.getByRole('button', { name: '忘记密码' }).click();
  await accessible(page, 'reset');
  await page.getByRole('button', { name: '返回登录' }).click();
  await page.getByRole('button', { name: '我是商家，申请入驻' }).click();
  await accessible(page, 'apply');
  await picture(page, 'desk-apply');
  unharmed(page);
  await context.close();
});
