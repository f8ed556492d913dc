// The main job by hand: a merchant applies, binds a factory, imports a GBK file with bad rows, assigns, recalls, and sees the number.
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { picture, settled, signIn, test, world } from './at';
import { gbk } from './gbk';

const MAIL = 'newshop@example.com';
const HEAD = '订单编号,商品名称,规格,商家编码,数量,单价,收件人,手机,收货地址,买家留言';
const good = (n: number) => `NS2026${String(1000 + n)},儿童积木 大颗粒,120粒/桶装,JM-120,${1 + (n % 3)},109.46,王小${'明红强'[n % 3]},1380013${String(8000 + n)},浙江省杭州市西湖区文一西路${n + 1}号2幢301室,`;
const BAD = [
  'NS20269001,纯棉四件套,1.8m床,SJ-4,1,159.00,李小红,12345,浙江省杭州市西湖区文一西路9号1幢101室,',
  'NS20269002,纯棉四件套,1.8m床,SJ-4,0,159.00,李小红,13800138999,浙江省杭州市西湖区文一西路9号1幢101室,',
  'NS20269003,纯棉四件套,1.8m床,SJ-4,1,159.00,,13800138998,浙江省杭州市西湖区文一西路9号1幢101室,',
];

test('the main job: apply, bind, import, assign, recall, and the number comes back', async ({ page }) => {
  test.setTimeout(120_000);
  const { merchant, factory: factoryOrigin, platform, operator, password, codes } = world();

  await page.goto(merchant);
  await page.getByRole('button', { name: '我是商家，申请入驻' }).click();
  await page.getByLabel('企业或店铺名称').fill('新开张百货店');
  await page.getByLabel('你的姓名').fill('钱老板');
  await page.getByLabel('邮箱').fill(MAIL);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '提交申请' }).click();
  await expect(page.getByRole('status')).toBeVisible();
  const office = await new Door(platform).signIn(operator.mail, operator.password);
  const waiting = (await office.all('/v1/parties?state=applied')).find((row) => row.mail === MAIL);
  if (waiting) await office.post(`/v1/parties/${waiting.id}/approve`, { version: waiting.version });

  await signIn(page, 'merchant', MAIL);
  await expect(page.locator('.empty')).toContainText('还没有订单');
  await picture(page, 'job-empty');
  await page.locator('.nav-item[href="/settings"]').click();
  await page.getByRole('switch', { name: '一件代发' }).click();
  await expect(page.getByText('已开启').first()).toBeVisible();

  await page.locator('.nav-item[href="/bindings"]').click();
  await page.getByRole('button', { name: '绑定厂家' }).first().click();
  await page.getByLabel('厂商识别码').fill('F-NOBODY');
  await page.getByRole('button', { name: '发出申请' }).click();
  await expect(page.getByRole('alert')).toContainText('没有这个识别码');
  await page.getByLabel('厂商识别码').fill(codes[0] ?? '');
  await page.getByRole('button', { name: '发出申请' }).click();
  await expect(page.locator('.factory')).toContainText('等对方确认');
  await picture(page, 'job-offered');
  const factory = await new Door(factoryOrigin).signIn('factory1@example.com', password);
  const offer = (await factory.all('/v1/bindings?state=offered'))[0];
  await factory.post(`/v1/bindings/${offer.id}/accept`, { version: offer.version });
  await page.reload();
  await expect(page.locator('.factory')).toContainText('合作中');

  await page.locator('.nav-item[href="/import"]').click();
  const rows = [HEAD, ...Array.from({ length: 20 }, (_, n) => good(n)), ...BAD];
  await page.locator('input[type=file]').setInputFiles({ name: '九月订单.csv', mimeType: 'text/csv', buffer: gbk(rows.join('\r\n')) });
  await expect(page.locator('.verdict')).toContainText('20 单可以导入');
  await expect(page.locator('.file-card')).toContainText(/GB18030|GBK/i);
  await expect(page.locator('.errors tbody tr')).toHaveCount(3);
  await expect(page.locator('.errors')).toContainText('12345');
  await picture(page, 'job-import-errors');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载问题行（CSV）' }).click()]);
  const mended = readFileSync(await download.path(), 'utf8');
  expect(mended.split('\r\n').filter(Boolean)).toHaveLength(4);
  expect(mended).toContain('NS20269001');
  expect(mended).toContain('电话号码不对');
  await page.getByRole('button', { name: '导入其余 20 单' }).click();
  await expect(page.locator('.verdict')).toContainText('新增 20 单');
  await picture(page, 'job-imported');
  await page.getByRole('button', { name: '去分配' }).click();

  await expect(page.locator('.line')).not.toHaveCount(0);
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.getByRole('button', { name: /分配厂家/ }).click();
  await picture(page, 'job-assign');
  await page.getByRole('button', { name: /分配 20 单/ }).click();
  await expect(page.locator('.toast')).toContainText('已分配 20 单给云坊家纺厂');
  await page.getByRole('button', { name: /撤销/ }).click();
  await expect(page.locator('.toast')).toContainText('已撤销 20 单');
  await expect(page.getByRole('tab', { name: /待分配/ })).toContainText('20');

  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: /分配 20 单/ }).click();
  await expect(page.locator('.toast')).toContainText('已分配 20 单');
  // The undo window is part of the job: a factory sees nothing before it ends.
  const seen = async () => (await factory.all('/v1/assignments?tab=to_accept')).filter((row) => row.merchant.name === '新开张百货店');
  await expect.poll(async () => (await seen()).length, { timeout: 30_000 }).toBe(20);

  await page.getByRole('tab', { name: /待接单/ }).click();
  await page.getByRole('row', { name: /NS20261003/ }).getByRole('checkbox').check();
  await page.getByRole('button', { name: /^撤回/ }).click();
  await page.getByRole('button', { name: '买家取消' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '撤回 1 单' }).click();
  await expect(page.locator('.toast')).toContainText('已撤回 1 单');
  expect((await seen()).length).toBe(19);

  const [first, second] = await seen();
  await factory.post('/v1/assignments/accept', { assignments: [first.id] });
  await factory.post('/v1/shipments', { rows: [{ assignment: first.id, carrier: 'zto', number: '73129001234567' }] });
  await page.getByRole('tab', { name: /已发货/ }).click();
  await page.locator('.line').first().click();
  await expect(page.locator('.panel')).toContainText('73129001234567');
  await expect(page.locator('.panel')).toContainText('已发货');
  await picture(page, 'job-shipped');

  // A number holds the second: the merchant asks, the factory decides, both see it.
  await factory.post('/v1/assignments/accept', { assignments: [second.id] });
  await factory.post('/v1/waybills/external', { rows: [{ assignment: second.id, carrier: 'zto', number: '73129001234568' }] });
  await page.goto(`${merchant}/orders?stage=to_ship`);
  await page.locator('.line').first().click();
  await page.locator('.panel').getByRole('button', { name: '撤回' }).click();
  await page.getByLabel('原因（厂商看得到）').fill('买家改地址');
  await page.locator('.end-ask').getByRole('button', { name: '撤回' }).click();
  await expect(page.locator('.toast')).toContainText('撤回申请已发给厂商');
  await expect(page.locator('.panel')).toContainText('已申请撤回，等厂商答复');
  await picture(page, 'job-recall-asked');
  const asked = (await factory.all('/v1/recall-requests?state=asked'))[0];
  expect(asked.reason).toBe('买家改地址');
  const numbered = (await factory.all('/v1/parcels?stage=ship')).find(({ waybill }) => waybill?.number === '73129001234568');
  const works = await page.context().browser()?.newContext();
  if (!works) throw new Error('no browser');
  try {
    const table = await works.newPage();
    await signIn(table, 'factory', 'factory1@example.com');
    await table.locator('.nav-item[href="/recalls"]').click();
    await expect(table.locator('.recall')).toContainText('买家改地址');
    await picture(table, 'job-recall-asked-works');
    await table.getByRole('button', { name: '同意撤回' }).click();
    await expect(table.locator('.toast')).toContainText('已同意撤回');
  } finally {
    await works.close();
  }
  expect((await factory.all('/v1/parcels?stage=ship')).some(({ id }) => id === numbered.id), 'its number went back').toBe(false);
  await expect(page.locator('.panel')).toContainText('已撤回');
});

test('own packing: numbers pasted as a column, shipped in one act, the wrong one told', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page, 'merchant', 'merchant1@example.com');
  await page.locator('.line').first().waitFor();
  for (const key of ['j', 'x', 'Shift+J', 'Shift+J', 'a']) await page.keyboard.press(key);
  await page.getByText('由自己打包发货').click();
  await page.getByRole('button', { name: /分配 3 单/ }).click();
  await expect(page.locator('.toast')).toContainText('给自己发货');
  await page.waitForTimeout(10_500);
  await page.locator('.nav-item[href="/own"]').click();
  await expect.poll(async () => { await page.reload(); await settled(page); return page.locator('.line').count(); }, { timeout: 20_000 }).toBe(3);
  await page.getByRole('combobox', { name: '快递公司' }).click();
  await page.getByTitle('中通快递').click();
  await page.evaluate(() => navigator.clipboard.writeText('73129001230001\n73129001230002\n!'));
  await page.locator('.typed').first().focus();
  await page.keyboard.press('Control+v');
  await expect(page.locator('.typed').nth(1)).toHaveValue('73129001230002');
  await picture(page, 'own-typed');
  // What is typed is kept by the tab: another room and a reload lose none of it.
  await page.locator('.nav-item[href="/orders"]').click();
  await page.locator('.nav-item[href="/own"]').click();
  await page.reload();
  await expect(page.locator('.typed').nth(1)).toHaveValue('73129001230002');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.panel')).toContainText('运单号不符合该快递的规则');
  await picture(page, 'own-result');
  await expect(page.getByRole('tab', { name: /已发货/ })).toContainText('2');
});

test('a session that runs out in the middle loses nothing', async ({ page, context }) => {
  await signIn(page, 'merchant', 'merchant1@example.com');
  await page.locator('.line').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await context.clearCookies();
  await page.keyboard.press('a');
  // A look in the background may have met the end of the session first, and asks already: the press counts all the same.
  await page.getByRole('button', { name: /分配 1 单/ }).dispatchEvent('click');
  await expect(page.getByRole('dialog').filter({ hasText: '重新登录' })).toBeVisible();
  await picture(page, 'job-session-expired');
  await page.getByRole('dialog').filter({ hasText: '重新登录' }).locator('input[type=password]').fill(world().password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast')).toContainText('已分配 1 单');
});

test('a service that is away is waited for', async ({ page, context }) => {
  await signIn(page, 'merchant', 'merchant1@example.com');
  await page.locator('.line').first().waitFor();
  await context.setOffline(true);
  await page.getByRole('tab', { name: /全部/ }).click();
  await expect(page.locator('.away')).toBeVisible();
  await picture(page, 'job-away');
  await context.setOffline(false);
  await expect(page.locator('.line').first()).toBeVisible();
  await expect(page.locator('.away')).toBeHidden();
});
