// Whole lists in one act, done by the service: followed, left, found again under Jobs. And what else is done to one order.
import { expect } from '@playwright/test';
import { accessible, picture, settled, signIn, test, unharmed } from './at';
import { line } from './line';

test('a factory accepts a whole list and gives it up again; the service does both, and Jobs has them', async ({ page }) => {
  test.setTimeout(120_000);
  const { works, worksMail, give } = await line('whole', 230);
  await give();
  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/work"]').click();
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.getByRole('button', { name: /选择当前筛选的全部/ }).click();
  await page.keyboard.press('a');
  await expect(page.locator('.toast')).toContainText('已接 230 单', { timeout: 30_000 });
  await page.locator('.nav-item[href="/jobs"]').click();
  await expect(page.locator('.line').first()).toContainText('整批接单');
  await page.locator('.line').first().click();
  await expect(page.locator('.panel')).toContainText('230');
  await picture(page, 'bulk-jobs');
  await accessible(page, 'factory jobs');

  await page.keyboard.press('Escape');
  await page.locator('.nav-item[href="/work"]').click();
  await page.getByRole('tab', { name: /待取号/ }).click();
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.getByRole('button', { name: /选择当前筛选的全部/ }).click();
  await page.getByRole('button', { name: '不能发货', exact: true }).click();
  await page.getByRole('dialog').getByText('缺货').first().click();
  await picture(page, 'bulk-fail');
  await page.getByRole('dialog').locator('.ant-btn-primary').click();
  await expect(page.locator('.toast')).toContainText('已报 230 单不能发货', { timeout: 30_000 });
  expect((await works.get('/v1/assignments/counts')).to_number.n).toBe(0);
  unharmed(page);
});

test('a merchant narrows by product, region and shop, opens a refund and takes it back, names a barcode', async ({ page }) => {
  const { shopMail } = await line('narrow', 40);
  await signIn(page, 'merchant', shopMail);
  await page.getByRole('tab', { name: /全部/ }).click();
  await page.locator('.line').first().waitFor();
  const before = await page.locator('.toolbar .quiet').textContent();
  await page.getByRole('combobox', { name: '收货地区' }).click();
  await page.keyboard.type('浙江省');
  await page.locator('.ant-select-item-option-active', { hasText: '浙江省' }).waitFor();
  await page.keyboard.press('Enter');
  await expect(page.locator('.toolbar .quiet')).not.toHaveText(before ?? '');
  await picture(page, 'narrow-region');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.locator('.line').first().click();
  await page.locator('.panel').getByRole('button', { name: '登记退款' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '拍错了' }).click();
  await picture(page, 'refund-ask');
  await accessible(page, 'refund');
  await page.getByRole('dialog').getByRole('button', { name: /登记退 1 件/ }).click();
  await expect(page.locator('.toast')).toContainText('已登记');
  await expect(page.locator('.panel')).toContainText('退款中');
  await page.locator('.panel').getByRole('button', { name: '撤销' }).click();
  await expect(page.locator('.panel')).toContainText('已撤销');
  await picture(page, 'refund-withdrawn');
  await page.keyboard.press('Escape');
  await page.locator('.nav-item[href="/products"]').click();
  await settled(page);
  const barcode = page.getByRole('textbox', { name: /的条码/ }).first();
  await barcode.fill('6901234567892');
  await barcode.press('Enter');
  await expect(page.locator('.toast')).toContainText('条码已保存');
  await picture(page, 'products');
  unharmed(page);
});

test('three thousand refusals in one act are told by reason, and can be copied', async ({ page, context }) => {
  test.setTimeout(150_000);
  const { shop, shopMail } = await line('storm', 3000);
  // Given and not yet answered: an order somebody works on cannot be closed.
  const begun = await shop.post('/v1/batches/assign', { selection: { filter: { stage: 'to_assign' } }, to: shop.bindings[0] });
  await expect.poll(async () => (await shop.get(`/v1/batches/${begun.id}`)).state, { timeout: 60_000 }).toBe('done');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'merchant', shopMail);
  await page.getByRole('tab', { name: /待接单/ }).click();
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.getByRole('button', { name: /选择当前筛选的全部/ }).click();
  await page.getByRole('button', { name: '关闭订单' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /关闭 3,?000 单/ }).click();
  await expect(dialog.locator('.tally')).toContainText('3,000', { timeout: 60_000 });
  await expect(dialog.locator('.tally-cell.bad')).toContainText('3,000');
  await expect(dialog.locator('.reason')).toHaveCount(1);
  await dialog.getByRole('button', { name: '复制单号' }).click();
  await expect(dialog.getByRole('button', { name: /已复制/ })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const numbers = (await shop.all('/v1/orders?stage=to_accept')).map((order) => order.external_no);
  expect(copied.split('\n').sort()).toEqual(numbers.sort());
  await expect(dialog.locator('.reason')).toContainText('先撤回代发单，再关闭订单');
  await expect(dialog.getByRole('button', { name: /重试/ })).toHaveCount(0);
  await picture(page, 'bulk-refused');
  await accessible(page, 'three thousand refusals');
  unharmed(page);
});
