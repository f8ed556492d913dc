// What goes wrong on a working day: the service gone and back, a session that ended, a dropped stream, two people on one thing,
// a slow line, long names. Nothing is lost, nothing is done twice, and the page says what to do.
import { expect, type Page } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { accessible as look, dress, picture, settled, signIn, test, watch, unharmed, world } from './at';

const LONG = '义乌国际商贸城五区供应链管理与跨境电商有限公司北苑街道第三分厂'.repeat(3).slice(0, 60);

async function applied(names: readonly string[]): Promise<void> {
  const { merchant, password } = world();
  for (const [n, party] of names.entries()) await new Door(merchant).post('/v1/applications', { party, name: '陈经理', mail: `fault-${Date.now()}-${n}@example.com`, password, locale: 'zh-CN' });
}

async function atParties(page: Page): Promise<void> {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/parties"]').click();
  await settled(page);
}
const row = (page: Page, text: string) => page.locator('.line').filter({ hasText: text });
/** Looked at once it has faded in. */
const accessible = async (page: Page, what: string) => { await page.waitForTimeout(350); await look(page, what); };
const modal = (page: Page) => page.locator('.ant-modal');
const calls = '**/v1/**';

test('the service is gone and comes back: the act goes on, the ticks stay', async ({ page }) => {
  await applied(['断网一号店', '断网二号店']);
  await atParties(page);
  await row(page, '断网一号店').getByRole('checkbox').click();
  await row(page, '断网二号店').getByRole('checkbox').click();
  await page.keyboard.press('a');
  await page.route(calls, (route) => route.abort('connectionrefused'));
  await page.getByRole('button', { name: '通过 2 家' }).click();
  await expect(page.locator('.away')).toBeVisible();
  await expect(modal(page).locator('.reasons')).toContainText('连接不上服务', { timeout: 20_000 });
  await accessible(page, 'gone');
  await picture(page, 'fault-gone');
  await page.unroute(calls);
  await page.getByRole('button', { name: '重试失败的 2 项' }).click();
  await expect(page.locator('.toast-text')).toContainText('已通过 2 家');
  await expect(page.locator('.away')).toHaveCount(0);
});

test('a call nobody answered is one intent, however often it is sent', async ({ page }) => {
  await applied(['重发一号店']);
  await atParties(page);
  await row(page, '重发一号店').click();
  const keys: (string | undefined)[] = [];
  await page.route('**/v1/parties/*/approve', async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length < 3) return route.abort('connectionreset');
    return route.continue();
  });
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await expect(page.locator('.panel .state-line')).toContainText('已启用', { timeout: 15_000 });
  expect(keys.length).toBe(3);
  expect(new Set(keys).size).toBe(1);
});

test('the session ends in the middle: sign in over the page, and it goes on', async ({ page, context }) => {
  const { operator } = world();
  await applied(['会话一号店']);
  await atParties(page);
  await row(page, '会话一号店').getByRole('checkbox').click();
  await context.clearCookies();
  await page.keyboard.press('a');
  await page.getByRole('button', { name: '通过 1 家' }).click();
  await expect(page.getByText('登录已过期')).toBeVisible();
  await accessible(page, 'signing in again');
  await picture(page, 'fault-session');
  await page.locator('.ant-modal input[type=password]').fill(operator.password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.toast-text')).toContainText('已通过 1 家');
});

test('two people on one application: the second is told what happened', async ({ page, browser }) => {
  const { operator } = world();
  await applied(['同时一号店', '同时二号店']);
  await atParties(page);
  await row(page, '同时一号店').click();
  await expect(page.locator('.panel')).toContainText('同时一号店');
  const other = await browser.newPage();
  await watch(other);
  await signIn(other, 'platform', operator.mail);
  await other.goto(`${world().platform}/parties`);
  await row(other, '同时一号店').click();
  await other.locator('.panel').getByRole('button', { name: '通过' }).click();
  await expect(other.locator('.panel .state-line')).toContainText('已启用');
  await page.locator('.panel').getByRole('button', { name: '拒绝' }).click();
  await modal(page).getByRole('button', { name: '无法核实主体身份' }).click();
  await page.getByRole('button', { name: '拒绝 1 家' }).click();
  await expect(modal(page).locator('.reasons')).toContainText('同时一号店 · 现在已启用');
  await modal(page).getByRole('button', { name: '关闭' }).last().click();
  await expect(page.locator('.panel .state-line')).toContainText('已启用');
  await expect(page.locator('.panel').getByRole('button', { name: '停用' })).toBeVisible();
  await page.keyboard.press('Escape');

  await row(page, '同时二号店').click();
  await expect(page.locator('.panel')).toContainText('同时二号店');
  await other.goto(`${world().platform}/parties`);
  await row(other, '同时二号店').click();
  await other.locator('.panel').getByRole('button', { name: '通过' }).click();
  await expect(other.locator('.panel .state-line')).toContainText('已启用');
  await page.locator('.panel').getByRole('button', { name: '通过' }).click();
  await expect(page.locator('.panel').getByRole('alert')).toContainText('已经处理过了');
  await expect(page.locator('.problem-now')).toContainText('现在：已启用');
  await accessible(page, 'the slower of two');
  await picture(page, 'fault-two');
  unharmed(other);
  await other.close();
});

test('a dropped stream comes back, and what stirred is asked for again', async ({ page }) => {
  let streams = 0;
  await page.route('**/v1/events**', async (route) => {
    streams += 1;
    const body = streams === 1 ? 'retry: 300\n\n' : 'retry: 600000\nevent: stir\ndata: {"nouns":["parties"]}\n\n';
    await route.fulfill({ status: 200, contentType: 'text/event-stream', body });
  });
  await atParties(page);
  await applied(['事件一号店']);
  await expect(row(page, '事件一号店')).toBeVisible({ timeout: 15_000 });
  expect(streams).toBeGreaterThan(1);
});

test('on a slow line there are bones at once, and one press is one act', async ({ page }) => {
  await applied(['慢网一号店']);
  await signIn(page, 'platform', '');
  await page.route(calls, async (route) => { await new Promise((next) => setTimeout(next, 1200)); await route.continue(); });
  let sent = 0;
  page.on('request', (request) => { if (request.url().endsWith('/approve')) sent += 1; });
  await page.locator('.nav-item[href="/parties"]').click();
  await expect(page.locator('.grid-bones')).toBeVisible();
  await picture(page, 'fault-slow');
  await row(page, '慢网一号店').click();
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await page.keyboard.press('a');
  await expect(page.locator('.panel .state-line')).toContainText('已启用', { timeout: 15_000 });
  expect(sent).toBe(1);
});

test('a list that breaks says so and can be tried again', async ({ page }) => {
  let broken = true;
  await page.route('**/v1/jobs?**', (route) => broken ? route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: 'Internal', status: 500, code: 'internal', error_source: 'platform', remedy: '', request_id: 'req_1' }) }) : route.continue());
  await signIn(page, 'platform', '');
  await page.goto(`${world().platform}/jobs`);
  await expect(page.locator('.page').getByRole('alert')).toContainText('平台出错了', { timeout: 30_000 });
  await accessible(page, 'a broken list');
  await picture(page, 'fault-500');
  broken = false;
  await page.getByRole('button', { name: '重试' }).click();
  await expect(page.locator('.page').getByRole('alert')).toHaveCount(0, { timeout: 15_000 });
});

test('a page whose code does not come says what to do, and comes when it can', async ({ page }) => {
  await signIn(page, 'merchant', 'merchant1@example.com');
  await page.locator('.line').first().waitFor();
  await page.route(/assets\/Products-.*\.js$/, (route) => route.abort('connectionrefused'));
  await page.locator('.nav-item[href="/products"]').click();
  await expect(page.locator('#page').getByRole('alert')).toContainText('这一页没有取到', { timeout: 20_000 });
  await accessible(page, 'a page that did not come');
  await picture(page, 'fault-page');
  await page.unroute(/assets\/Products-.*\.js$/);
  await page.getByRole('button', { name: '刷新页面' }).click();
  await expect(page.locator('.page-head')).toContainText('商品');
});

test('long names are cut, never the page', async ({ page }) => {
  await applied([LONG]);
  await atParties(page);
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: 800 });
    await row(page, LONG.slice(0, 12)).click();
    await expect(page.locator('.panel')).toBeVisible();
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wider).toBe(false);
    await picture(page, `fault-long-${width}`);
    await page.keyboard.press('Escape');
  }
  await dress(page, 'dark', 'en');
  await settled(page);
  await accessible(page, 'long names in the dark');
});
