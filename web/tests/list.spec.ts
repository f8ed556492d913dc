// The list of orders as a clerk keeps it: views, columns, ticks; and an act that ends in the middle.
import { expect, type Page } from '@playwright/test';
import { accessible, picture, settled, signIn, test, unharmed } from './at';
import { line } from './line';

const heads = (page: Page) => page.getByRole('columnheader').allInnerTexts();

test('columns are the person’s on every machine; a view begins from nothing; a short search narrows nothing', async ({ page, browser }) => {
  test.setTimeout(120_000);
  const { shopMail } = await line('views', 30, false);
  await signIn(page, 'merchant', shopMail);
  await page.getByRole('tab', { name: /全部/ }).click();
  await expect(page.locator('.line')).not.toHaveCount(0);
  expect(await heads(page)).not.toContain('备注');
  await page.getByRole('button', { name: '列设置' }).click();
  await page.getByRole('checkbox', { name: '备注' }).check();
  await page.getByRole('checkbox', { name: '金额' }).uncheck();
  await expect(page.getByRole('columnheader', { name: '备注' })).toBeVisible();
  await picture(page, 'list-columns');
  await expect(page.getByRole('columnheader', { name: '金额' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  const context = await browser.newContext({ locale: 'zh-CN' });
  try {
    const elsewhere = await context.newPage();
    await signIn(elsewhere, 'merchant', shopMail);
    await expect(elsewhere.getByRole('columnheader', { name: '备注' })).toBeVisible();
    await expect(elsewhere.getByRole('columnheader', { name: '金额' })).toHaveCount(0);
  } finally {
    await context.close();
  }

  await page.getByRole('combobox', { name: '来源' }).click();
  await page.getByTitle('自己导入').click();
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByText('保存当前视图…').click();
  await page.getByLabel('视图名称').fill('自己的单');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: '清除筛选' }).click();
  await page.getByRole('combobox', { name: '来源' }).click();
  await page.getByTitle('平台推送').click();
  await page.getByRole('tab', { name: /已发货/ }).click();
  await page.getByRole('searchbox').or(page.getByLabel('搜索订单')).first().fill('70319999');
  await expect(page).toHaveURL(/find=70319999/);
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByRole('menuitem', { name: /自己的单/ }).click();
  await expect(page).toHaveURL(/origin=merchant/);
  const search = new URL(page.url()).searchParams;
  expect([search.get('stage'), search.get('origin'), search.get('find'), search.get('region')]).toEqual(['all', 'merchant', null, null]);
  expect(search.get('cols')?.split(',')).toContain('remark');
  await expect(page.locator('.toolbar-end')).toContainText('共 30 单');
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByRole('button', { name: '删除 自己的单' }).click();
  await expect(page.getByText('还没有视图')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(page.url().split('?')[0] ?? '');
  await page.getByLabel('搜索订单').fill('703');
  await expect(page.locator('.too-short')).toContainText('至少输入 4 位');
  await expect(page.locator('.toolbar-end')).toContainText('共 30 单');
  await expect(page.getByRole('button', { name: '清除筛选' })).toHaveCount(0);
  await picture(page, 'list-short');
  await accessible(page, 'a search too short');
  await page.getByLabel('搜索订单').fill('0000');
  await expect(page.locator('.too-short')).toHaveCount(0);
  await expect(page.locator('.empty')).toBeVisible();
});

test('ticks stay through a reload, and go with the rows that leave the list', async ({ page }) => {
  const { shop, shopMail } = await line('ticks', 12, false);
  await signIn(page, 'merchant', shopMail);
  await expect(page.locator('.line')).toHaveCount(12);
  for (const n of [0, 1, 2]) await page.locator('.line').nth(n).getByRole('checkbox').check();
  await page.reload();
  await expect(page.locator('.picked strong')).toHaveText('已选 3 单');
  await expect(page.locator('.line').nth(1).getByRole('checkbox')).toBeChecked();
  const number = (await page.locator('.line').nth(1).locator('.no').innerText()).trim();
  const order = (await shop.all('/v1/orders?stage=to_assign')).find((each) => each.external_no === number);
  await shop.post('/v1/assignments', { rows: [{ order: order.id, to: 'self' }] });
  await expect(page.locator('.line')).toHaveCount(11);
  await expect(page.locator('.picked strong')).toHaveText('已选 2 单');
  await expect(page.locator('.toast')).toContainText('勾选的 1 项已不在这个列表里');
  // The toast stands above the buttons of what is ticked.
  const [toast, bar] = [await page.locator('.toast').boundingBox(), await page.locator('.picked').boundingBox()];
  expect((toast?.y ?? 0) + (toast?.height ?? 0)).toBeLessThanOrEqual(bar?.y ?? 0);
  await picture(page, 'list-ticks-left');
  unharmed(page);
});

test('half an assignment is told, can be taken back, and the rest is done once', async ({ page }) => {
  test.setTimeout(120_000);
  const { shop, shopMail } = await line('half', 600);
  await signIn(page, 'merchant', shopMail);
  await page.locator('.line').first().waitFor();
  const grid = page.locator('.grid');
  await expect.poll(async () => { await grid.evaluate((at) => at.scrollTo(0, at.scrollHeight)); return grid.getAttribute('aria-rowcount'); }, { timeout: 30_000 }).toBe('601');
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.keyboard.press('a');
  // The second piece reaches the house; its answer is lost on the way back, however often it is asked for.
  const keys: string[] = [];
  await page.route('**/v1/assignments', async (route) => {
    const key = route.request().headers()['idempotency-key'] ?? '';
    if (!keys.includes(key)) keys.push(key);
    if (keys.indexOf(key) === 0) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.getByRole('button', { name: /分配 600 单/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.tally-cell.good b')).toHaveText('500', { timeout: 40_000 });
  await expect(dialog.locator('.tally-cell.bad b')).toHaveText('100');
  await expect(dialog.locator('.reason')).toContainText('连接不上服务');
  await expect(page.locator('.toast')).toContainText('已分配 500 单给half 厂');
  await expect(page.locator('.toast')).toContainText('撤销');
  await picture(page, 'list-half');
  await accessible(page, 'half an assignment');
  await page.unroute('**/v1/assignments');
  await dialog.getByRole('button', { name: '重试失败的 100 单' }).click();
  await expect(page.locator('.toast')).toContainText('已分配 100 单给half 厂');
  await expect(dialog).toHaveCount(0);
  expect(keys).toHaveLength(2);
  const counts = await shop.get('/v1/orders/counts');
  expect([counts.to_assign.n, counts.to_accept.n]).toEqual([0, 600]);
  await settled(page);
});

test('what is late is counted, and comes first the earliest due', async ({ page }) => {
  const { shop, shopMail } = await line('late', 0, false);
  const order = (no: string, hours: number) => ({
    external_no: no, source: '超时店', paid_at: new Date(Date.now() - 86_400_000).toISOString(), ship_by: new Date(Date.now() + hours * 3_600_000).toISOString(),
    receiver: { name: '欧阳修文', phone: '13912340001', address: '浙江省杭州市西湖区文三路1号' },
    lines: [{ sku: 'S1', name: '杯子', quantity: 1, price_fen: 100 }],
  });
  await shop.post('/v1/orders', { orders: [order('L-0001', -1), order('L-0005', -5), order('L-0010', 10), order('L-0003', -3)] });
  await signIn(page, 'merchant', shopMail);
  await page.getByRole('button', { name: '超时未发 3' }).click();
  await expect(page.locator('.line')).toHaveCount(3);
  const numbers = await page.locator('.line').allInnerTexts();
  expect(numbers.map((text) => text.match(/L-\d{4}/)?.[0])).toEqual(['L-0005', 'L-0003', 'L-0001']);
  await picture(page, 'list-late');
  await accessible(page, 'what is late');
  await page.getByRole('button', { name: '超时未发 3' }).click();
  await expect(page.locator('.line')).toHaveCount(4);
  unharmed(page);
});
