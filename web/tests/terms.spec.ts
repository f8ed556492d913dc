// What the two sides agree on, each at its own screen: words for goods, terms, who pays; and the slower of two on one form.
import { expect } from '@playwright/test';
import { accessible, picture, signIn, test, unharmed, watch, world } from './at';
import { line } from './line';
import { Door } from '../../script/demo.d/api.mjs';

test('a SKU map is begun, pasted and seen by the factory; terms meet where both change them', async ({ page: shop, browser }) => {
  test.setTimeout(150_000);
  const { shop: door, shopMail, worksMail, give } = await line('terms', 8);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } });
  try {
    const works = await context.newPage();
    await watch(works);
    await signIn(shop, 'merchant', shopMail);
    await shop.locator('.nav-item[href="/bindings"]').click();
    await shop.locator('.factory-open').click();
    const panel = shop.locator('.panel');
    const [one, two] = (await door.all('/v1/products')).filter(({ sku }) => sku);
    await panel.getByRole('combobox', { name: '我的商品' }).click();
    await shop.keyboard.type(one.sku);
    await shop.locator('.ant-select-item-option', { hasText: one.sku }).first().click();
    await panel.getByRole('textbox', { name: '厂商编码: 新对照' }).fill('YF-88');
    await panel.getByRole('textbox', { name: '厂商叫法: 新对照' }).fill('云坊一号');
    await panel.getByRole('spinbutton', { name: '供货价（元）: 新对照' }).fill('62.5');
    await panel.getByRole('button', { name: '添加' }).click();
    await expect(shop.locator('.toast')).toContainText('已保存 1 条');
    await expect(panel.getByRole('textbox', { name: `厂商编码: ${one.name}` })).toHaveValue('YF-88');
    await panel.getByRole('button', { name: '粘贴多行' }).click();
    const dialog = shop.getByRole('dialog', { name: '粘贴商品对照' });
    await dialog.getByRole('textbox').fill(`商家编码\t厂商编码\t厂商叫法\t供货价\n${two.sku}\tYF-99\t云坊二号\t10\nNOBODY-1\tYF-1\n`);
    await picture(shop, 'terms-paste');
    await dialog.getByRole('button', { name: '保存 2 条' }).click();
    await expect(dialog.getByRole('alert')).toContainText('1 个商家编码没有对应的商品，例如 NOBODY-1');
    await expect(dialog.getByRole('textbox')).toHaveValue('NOBODY-1\tYF-1');
    await dialog.getByRole('button', { name: '取消' }).click();
    await expect(panel.getByRole('textbox', { name: `厂商编码: ${two.name}` }).first()).toHaveValue('YF-99');
    await accessible(shop, 'a SKU map');
    await picture(shop, 'terms-map');

    await signIn(works, 'factory', worksMail);
    await works.locator('.nav-item[href="/bindings"]').click();
    await works.locator('.merchant-open').click();
    await expect(works.locator('.panel')).toContainText('YF-88');
    await expect(works.locator('.panel')).toContainText('云坊二号');
    await picture(works, 'terms-factory');

    // Who pays needs an account; the other side sees who pays.
    await panel.getByText('我来付').click();
    await expect(panel).toContainText('你还没有面单账户');
    await expect(panel.getByRole('button', { name: '保存条款' })).toBeDisabled();
    await panel.getByRole('spinbutton', { name: '每日取号上限（单）' }).fill('200');
    await panel.getByRole('spinbutton', { name: '每日金额上限（元）' }).fill('500');
    await panel.getByRole('button', { name: '保存条款' }).click();
    await expect(shop.locator('.toast')).toContainText('条款已保存');
    await expect(works.locator('.panel')).toContainText('商家付');
    await expect(works.locator('.panel')).toContainText('500.00');

    // While one types, a colleague changes the same term and the factory another: what is typed stays, what is now is said.
    const hours = panel.getByRole('spinbutton', { name: '接单时限（小时）' });
    await hours.fill('12');
    const [bound] = await door.all('/v1/bindings');
    await door.patch(`/v1/bindings/${bound.id}/terms`, { version: bound.version, terms: { accept_hours: 5 } });
    await expect(panel).toContainText('现在是 5');
    await expect(works.locator('.panel')).toContainText('接单时限（小时）5');
    await works.locator('.panel').getByRole('switch', { name: '自动接单' }).click();
    await works.locator('.panel').getByRole('button', { name: '保存', exact: true }).click();
    await expect(works.locator('.toast')).toContainText('条款已保存');
    await expect(panel).toContainText('自动接单是');
    await expect(hours).toHaveValue('12');
    await picture(shop, 'terms-slower');
    await accessible(shop, 'the slower of two');
    await panel.getByRole('button', { name: '保存条款' }).click();
    await expect(works.locator('.panel')).toContainText('接单时限（小时）12');
    await works.locator('.panel').getByRole('switch', { name: '自动接单' }).click();
    await works.locator('.panel').getByRole('button', { name: '保存', exact: true }).click();
    await expect(panel).toContainText('自动接单否');

    await give();
    await works.locator('.nav-item[href="/work"]').click();
    await expect(works.locator('.line', { hasText: 'YF-88' }).or(works.locator('.line', { hasText: 'YF-99' })).first()).toBeVisible();
    // The bell of the factory heard of the new orders while it was elsewhere.
    await works.getByRole('button', { name: /^通知/ }).click();
    await expect(works.locator('.notices')).toContainText('新到 8 单代发单');
    await works.reload();
    await works.getByRole('button', { name: /^通知/ }).click();
    await expect(works.locator('.notices')).toContainText('新到 8 单代发单');
    await picture(works, 'terms-bell');
    unharmed(works);
  } finally {
    await context.close();
  }
});

test('the slower of two on the settings keeps what is typed, in every card', async ({ page }) => {
  const { shop, shopMail } = await line('slower', 1, false);
  await signIn(page, 'merchant', shopMail);
  await page.locator('.nav-item[href="/settings"]').click();
  await page.getByLabel('名称').fill('慢一步百货');
  await page.getByLabel('发货人').fill('钱老板');
  const mine = await shop.get('/v1/party');
  await shop.patch('/v1/party', { version: mine.version, name: '快一步百货' });
  await page.locator('.card').first().getByRole('button', { name: '保存' }).click();
  await expect(page.getByRole('alert')).toContainText('内容刚被别人改过');
  await expect(page.getByLabel('名称')).toHaveValue('慢一步百货');
  await expect(page.locator('.card').first()).toContainText('现在是 快一步百货');
  await expect(page.getByLabel('发货人')).toHaveValue('钱老板');
  await picture(page, 'settings-slower');
  await page.locator('.card').first().getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.toast')).toContainText('已保存');
  await expect(page.getByLabel('发货人')).toHaveValue('钱老板');
  await page.locator('.card').nth(1).getByRole('button', { name: '保存' }).click();
  await expect.poll(async () => { const now = await shop.get('/v1/party'); return [now.name, now.sender.name]; }).toEqual(['慢一步百货', '钱老板']);
});

test('a merchant has waybill accounts of its own; who ships in time is seen side by side', async ({ page }) => {
  const { platform, operator } = world();
  const { shop, works, shopMail, give } = await line('paying', 3);
  await signIn(page, 'merchant', shopMail);
  await page.locator('.nav-item[href="/waybills"]').click();
  await expect(page.locator('.page')).toContainText('我来付');
  await page.getByRole('button', { name: '申请面单账户' }).first().click();
  await page.getByLabel('给它起个名字').fill('自付网点');
  await page.getByLabel('月结号').fill('ST-4471');
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.locator('.account')).toContainText('待审核');
  const desk = await new Door(platform).signIn(operator.mail, operator.password);
  const asked = (await desk.all('/v1/waybill-accounts?state=applied')).find(({ name }: { name: string }) => name === '自付网点');
  await desk.post(`/v1/waybill-accounts/${asked.id}/approve`, { version: asked.version, price_fen: 200 });
  await desk.post(`/v1/waybill-accounts/${asked.id}/top-ups`, { fen: 100_000, reference: 'PAYING-1', note: '' });
  await page.reload();
  await expect(page.locator('.account')).toContainText('可用');
  await page.locator('.account').click();
  await expect(page.locator('.panel')).toContainText('充值');
  await picture(page, 'paying-account');
  await accessible(page, 'a merchant’s waybill account');
  await page.keyboard.press('Escape');

  const receiver = { name: '欧阳锋', phone: '13800138000', address: '浙江省金华市义乌市北苑街道秋实路123号3栋' };
  const order = (n: number, ship_by: string) => ({ external_no: `PAY-${n}`, source: 'shop', paid_at: '2026-11-02T10:00:00+08:00', ship_by, receiver, lines: [{ line_id: '1', sku: 'P-1', name: '杯子', spec: '红', quantity: 1, price_fen: 100 }] });
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const past = new Date(Date.now() - 86_400_000).toISOString();
  expect((await shop.post('/v1/orders', { orders: [order(1, soon), order(2, soon), order(3, soon), order(4, past)] })).done).toBe(4);
  await give();
  const cards = await works.all('/v1/assignments?tab=to_accept');
  await works.post('/v1/assignments/accept', { assignments: cards.map(({ id }) => id) });
  const due = cards.filter(({ ship_by }) => ship_by);
  await works.post('/v1/shipments', { rows: due.map(({ id }, n) => ({ assignment: id, carrier: 'zto', number: `7312990077700${n}` })) });
  await page.locator('.nav-item[href="/bindings"]').click();
  await expect(page.locator('.on-times')).toContainText('75%');
  await expect(page.locator('.on-times')).toContainText('3 / 4 单按时 · 1 单超时');
  await expect(page.locator('.factory')).toContainText('按时 75%');
  await picture(page, 'paying-on-time');
  await accessible(page, 'who ships in time');
});
