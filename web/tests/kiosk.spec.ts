// The packing table: goods without a code, an input method that eats scans, a full screen over which one can still sign in.
import { expect } from '@playwright/test';
import { accessible, picture, signIn, test, world } from './at';
import { line } from './line';
import { scan, scanMuffled } from './scanner';

const RECEIVER = { name: '欧阳锋', phone: '13800138000', address: '浙江省金华市义乌市北苑街道秋实路123号3栋' };

test('what has no code is counted by hand, a muffled scan is told, full screen hides no question', async ({ page, context }) => {
  const { shop, works, worksMail, give } = await line('kiosk', 0);
  const goods = [{ line_id: '1', name: '赠品贴纸', spec: '一张', quantity: 2, price_fen: 100 }, { line_id: '2', sku: 'SHELF-000001', name: '置物架', spec: '白', quantity: 1, price_fen: 9900 }];
  const taken = await shop.post('/v1/orders', { orders: [{ external_no: 'K1', paid_at: '2026-11-02T10:00:00+08:00', receiver: RECEIVER, lines: goods }] });
  expect(taken.done).toBe(1);
  await give();
  const [card] = await works.all('/v1/assignments?tab=to_accept');
  await works.post('/v1/assignments/accept', { assignments: [card.id] });
  const number = '73129001234581';
  await works.post('/v1/waybills/external', { rows: [{ assignment: card.id, carrier: 'zto', number }] });

  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/scan"]').click();
  await page.getByRole('button', { name: '全屏' }).click();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement === document.documentElement)).toBe(true);
  await expect(page.locator('.side')).toBeHidden();

  await scanMuffled(page, number);
  await expect(page.locator('.kiosk-ime')).toContainText('现在是中文输入法');
  await picture(page, 'kiosk-ime');
  await accessible(page, 'a muffled scan');
  await scan(page, number);
  await expect(page.locator('.kiosk-head')).toContainText(number);
  await expect(page.locator('.kiosk-ime')).toHaveCount(0);

  // The session ends in the middle: the question stands over the full screen, and nothing that was counted is lost.
  const gift = page.locator('.kiosk-goods li').filter({ hasText: '赠品贴纸' });
  await expect(gift).toContainText('没有条码，点一下算一件');
  await gift.getByRole('button', { name: '算一件' }).click();
  await expect(page.locator('.kiosk-count b')).toHaveText('1');
  await gift.getByRole('button', { name: '算一件' }).click();
  await expect(gift.getByRole('button', { name: '算一件' })).toHaveCount(0);
  await context.clearCookies();
  await scan(page, 'SHELF-000001');
  const again = page.getByRole('dialog').filter({ hasText: '重新登录' });
  await expect(again).toBeVisible();
  await again.locator('input[type=password]').fill(world().password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.kiosk-pass')).toContainText('验完了');
  await picture(page, 'kiosk-full');
  await page.getByRole('button', { name: '退出全屏' }).click();
  await expect(page.locator('.side')).toBeVisible();
  expect((await works.get(`/v1/parcels?number=${number}`)).items[0].verified_at).not.toBeNull();
});
