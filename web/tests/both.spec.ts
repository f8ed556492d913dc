// The main job with both sides at their own screens at once: what one does, the other sees without asking again.
import { expect } from '@playwright/test';
import { picture, signIn, test, unharmed, watch } from './at';
import { line } from './line';

test('bind, assign, accept, recall, number and ship by hand, each seen on the other side', async ({ page: shop, browser }) => {
  test.setTimeout(150_000);
  const { works: { party }, shopMail, worksMail } = await line('both', 6, false);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const factory = await context.newPage();
    await watch(factory);
    await signIn(shop, 'merchant', shopMail);
    await signIn(factory, 'factory', worksMail);

    await factory.locator('.nav-item[href="/bindings"]').click();
    await shop.locator('.nav-item[href="/bindings"]').click();
    await shop.getByRole('button', { name: '绑定厂家' }).first().click();
    await shop.getByLabel('厂商识别码').fill(party.code);
    await shop.getByRole('button', { name: '发出申请' }).click();
    await expect(shop.locator('.factory')).toContainText('等对方确认');
    await factory.getByRole('button', { name: '确认绑定' }).click();
    await expect(shop.locator('.factory')).toContainText('合作中');

    await shop.locator('.nav-item[href="/orders"]').click();
    await factory.locator('.nav-item[href="/today"]').click();
    await shop.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await shop.keyboard.press('a');
    await shop.getByRole('button', { name: /分配 6 单/ }).click();
    await expect(factory.locator('.next-go')).toContainText('接 6 单', { timeout: 30_000 });
    await picture(factory, 'both-today');
    await factory.locator('.next-go').click();
    await factory.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await factory.keyboard.press('a');
    await expect(factory.locator('.toast')).toContainText('已接 6 单');
    await expect(shop.getByRole('tab', { name: /待取号/ })).toContainText('6');

    // The merchant takes one back while the factory looks at it.
    await factory.getByRole('tab', { name: /待取号/ }).click();
    await expect(factory.locator('.line')).toHaveCount(6);
    await shop.getByRole('tab', { name: /待取号/ }).click();
    await shop.locator('.line').first().waitFor();
    await shop.getByRole('row').nth(1).getByRole('checkbox').check();
    await shop.getByRole('button', { name: /^撤回/ }).click();
    await shop.getByRole('button', { name: '买家取消' }).click();
    await shop.getByRole('dialog').getByRole('button', { name: '撤回 1 单' }).click();
    await expect(shop.locator('.toast')).toContainText('已撤回 1 单');
    await expect(factory.locator('.line')).toHaveCount(5, { timeout: 20_000 });

    await shop.getByRole('tab', { name: /全部/ }).click();
    await factory.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await factory.getByRole('button', { name: '填单号' }).click();
    const fields = factory.getByRole('textbox', { name: /的运单号/ });
    for (let n = 0; n < 5; n += 1) await fields.nth(n).fill(`7312990012345${n}0`);
    await factory.getByRole('button', { name: '保存 5 个单号' }).click();
    await expect(factory.locator('.toast')).toContainText('已保存 5 个单号');
    await factory.locator('.nav-item[href="/ship"]').click();
    await factory.getByRole('button', { name: /发出 5 个包裹/ }).first().click();
    await expect(factory.getByRole('dialog')).toContainText('其中 5 个还没有扫码验货');
    await factory.getByRole('button', { name: '全部发出 5 个' }).click();
    await expect(factory.locator('.toast')).toContainText('已发出 5 个包裹');

    await shop.getByRole('tab', { name: /已发货/ }).click();
    await expect(shop.locator('.line')).toHaveCount(5);
    await shop.locator('.line').first().click();
    await expect(shop.locator('.panel')).toContainText('7312990012345');
    await expect(shop.locator('.panel')).toContainText('已发货');
    await picture(shop, 'both-shipped');
    unharmed(shop);
    unharmed(factory);
  } finally {
    await context.close();
  }
});
