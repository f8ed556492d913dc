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

test('what opens over the merchant’s pages', async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, 'merchant', PEOPLE.merchant);
  for (const [theme, locale] of [['light', 'zh'], ['dark', 'en']] as const) {
    const look = async (what: string) => { await page.waitForTimeout(350); await accessible(page, `${what} ${theme} ${locale}`); await picture(page, `over-${what}-${theme}`); };
    await page.goto(`${world().merchant}/orders`);
    await dress(page, theme, locale);
    await page.locator('.line').first().waitFor();
    for (const key of ['j', 'x', 'Shift+J']) await page.keyboard.press(key);
    await look('picked');
    await page.keyboard.press('a');
    await look('assign');
    await page.locator('.ant-segmented-item').nth(1).click();
    await look('split');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.locator('.panel .lines').first().waitFor();
    await look('panel');
    await page.keyboard.press('Control+k');
    await look('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await look('keys');
    await page.goto(`${world().merchant}/bindings`);
    await page.locator('.factory-open').first().click();
    await look('factory');
    await page.goto(`${world().merchant}/jobs`);
    await page.locator('.line').first().click();
    await look('job');
  }
});

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
