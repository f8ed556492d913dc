// The operator's day by clicking: applications, accounts and money, jobs and mails in trouble, rules; with pictures.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { line } from './line';
import { accessible as look, dress, picture, settled, signIn, test, world } from './at';

/** A hundred characters: nothing may break where names are long. */
const LONG = '浙江省金华市义乌市北苑街道秋实路八十八号云坊家居用品有限公司第三分厂外贸与电商供应链事业部义乌国际商贸城五区负责人张三'.repeat(2).slice(0, 60);
const NAMES = ['小鹿童装', '晨光文具专营店', '绍兴柯桥锦绣针织厂', '宁波镇海云仓', LONG];
const REFUSED = '"a b"@example.com';

async function office(): Promise<Door> {
  const { platform, operator } = world();
  return new Door(platform).signIn(operator.mail, operator.password);
}

async function apply(name: string, n: number): Promise<void> {
  const { merchant, factory, password } = world();
  const body = { party: name, name: '陈经理', mail: `new${n}@example.com`, password, locale: 'zh-CN' };
  if (n < 2) await new Door(merchant).post('/v1/applications', body);
  else await new Door(factory).post('/v1/applications', { ...body, kind: n === 3 ? 'warehouse' : 'factory' });
}

/** Giving up takes jobs hours, so these are put down as given up: rows as the worker leaves them. */
function giveUp(kind: string, key: string, state: 'dead' | 'ready', minutes: number, error: string): void {
  const at = (back: number) => new Date(Date.now() - back * 60_000).toISOString().replace('T', ' ').replace('Z', '+00:00');
  const id = randomUUID().replaceAll('-', '');
  const row = `INSERT INTO jobs (id, kind, key, payload, state, run_at, lease_until, fence, attempts, last_error, created_at) VALUES (x'${id}', '${kind}', '${key}', '{}', '${state}', '${state === 'dead' ? at(minutes - 1) : at(-600)}', NULL, 0, ${state === 'dead' ? 18 : 7}, '${error}', '${at(minutes)}')`;
  execFileSync('sqlite3', ['-cmd', '.timeout 5000', join(world().data, 'sealship.db'), row]);
}

/** Once for the run, though a failed test starts a new worker. */
test.beforeAll(async () => {
  const mark = join(world().data, 'platform-spec');
  if (existsSync(mark)) return;
  writeFileSync(mark, '');
  const { factory, password } = world();
  for (const [n, name] of NAMES.entries()) await apply(name, n);
  const maker = await new Door(factory).signIn('factory2@example.com', password);
  await maker.post('/v1/waybill-accounts', { carrier: 'sandbox', name: '备用面单账户', settlement_no: 'ST20260077', branch: '义乌后宅网点' });
  const poor = await maker.post('/v1/waybill-accounts', { carrier: 'sandbox', name: `${LONG.slice(0, 30)}`, settlement_no: 'ST20260078', branch: '义乌后宅网点' });
  const desk = await office();
  await desk.post(`/v1/waybill-accounts/${poor.id}/approve`, { version: poor.version, price_fen: 240 });
  await desk.post(`/v1/waybill-accounts/${poor.id}/top-ups`, { fen: 12_000, reference: 'TOPUP-FEW', note: '试用' });
  await desk.post('/v1/mails/test', { address: REFUSED });
  for (let n = 0; n < 6; n += 1) giveUp('waybill.query', `q${n}`, 'dead', 200 * (n + 1), 'carrier sandbox: 504 gateway time-out after 10 s');
  for (let n = 0; n < 3; n += 1) giveUp('mail.send', `m${n}`, 'dead', 1500 * (n + 1), 'connect smtp.example.com:465: connection refused');
  giveUp('waybill.take', 't1', 'ready', 95, 'carrier sandbox: 503 service unavailable');
  giveUp('print.seal', 's1', 'ready', 12, 'the agent has no key');
});

/** Looked at once it has faded in. */
const accessible = async (page: Page, what: string) => { await page.waitForTimeout(350); await look(page, what); };
const tab = (page: Page, name: string) => page.getByRole('tab', { name });
/** What is asked over the page; the side panel is a dialog too. */
const modal = (page: Page) => page.locator('.ant-modal');
const toast = (page: Page) => page.locator('.toast-text');
const row = (page: Page, text: string) => page.locator('.line').filter({ hasText: text });

test('the overview tells what waits and leads to it', async ({ page }) => {
  await signIn(page, 'platform', '');
  await settled(page);
  const tile = (name: string) => page.locator('.tile').filter({ hasText: name });
  const waiting = (await (await office()).all('/v1/parties?state=applied')).length;
  await expect(tile('入驻申请').locator('b')).toHaveText(String(waiting));
  await expect(tile('面单账户申请').locator('b')).toHaveText('1');
  await expect(tile('放弃的任务').locator('b')).toHaveText('9');
  await expect(tile('卡住的任务').locator('b')).toHaveText('2');
  await expect(tile('被退回的邮件').locator('b')).toHaveText('1');
  await expect(tile('余额偏低').locator('b')).toHaveText('1');
  const chart = page.locator('.chart').filter({ hasText: '每日问题' });
  await chart.locator('svg[role=img]').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart.locator('.chart-tip')).toBeVisible();
  await picture(page, 'platform-overview-tip');
  await chart.getByText('看数字').click();
  await expect(chart.locator('tfoot td').first()).toHaveText('9');
  await accessible(page, 'overview with a table');
  await tile('放弃的任务').click();
  await expect(page).toHaveURL(/\/jobs\?state=dead/);
});

test('applications are approved together, refused with a reason, and found by name', async ({ page }) => {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/parties"]').click();
  await settled(page);
  await picture(page, 'platform-parties-applied');
  await row(page, '小鹿童装').getByRole('checkbox').click();
  await row(page, '晨光文具').getByRole('checkbox').click();
  await picture(page, 'platform-parties-ticked');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: '通过 2 家' }).click();
  await expect(toast(page)).toContainText('已通过 2 家');
  await expect(row(page, '小鹿童装')).toHaveCount(0);

  await row(page, '宁波镇海云仓').click();
  await expect(page.locator('.panel')).toContainText('宁波镇海云仓');
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: '拒绝 1 家' })).toBeDisabled();
  await page.getByRole('button', { name: '资料不完整，请补充后重新申请' }).click();
  await accessible(page, 'refusing');
  await picture(page, 'platform-refuse');
  await page.getByRole('button', { name: '拒绝 1 家' }).click();
  await expect(toast(page)).toContainText('已拒绝 1 家');
  await expect(page.locator('.panel .said')).toContainText('资料不完整');
  await page.keyboard.press('Escape');

  await tab(page, '全部').click();
  await page.keyboard.press('/');
  await page.keyboard.type('锦时');
  await page.keyboard.press('Enter');
  await expect(page.locator('.line')).toHaveCount(1);
  await row(page, '锦时家居旗舰店').click();
  await page.locator('.panel').getByRole('button', { name: '停用' }).click();
  await page.getByRole('button', { name: '收到违规投诉，核查中' }).click();
  await page.getByRole('button', { name: '停用 1 家' }).click();
  await expect(page.locator('.panel .state-line')).toContainText('已停用');
  await picture(page, 'platform-party-suspended');
  await accessible(page, 'a party');
  await page.locator('.panel').getByRole('button', { name: '恢复' }).click();
  await expect(page.locator('.panel .state-line')).toContainText('已启用');
});

test('an account is approved at a price and topped up once per reference', async ({ page }) => {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/accounts"]').click();
  await settled(page);
  await row(page, '备用面单账户').click();
  await page.locator('.panel').getByRole('button', { name: '通过' }).click();
  await page.getByLabel('每个单号向对方收取').fill('1.999');
  await expect(modal(page).getByRole('button', { name: '通过' })).toBeDisabled();
  await page.getByLabel('每个单号向对方收取').fill('2.35');
  await picture(page, 'platform-account-approve');
  await accessible(page, 'approving an account');
  await page.getByRole('button', { name: '通过，单价 ¥2.35' }).click();
  await expect(toast(page)).toContainText('已通过 备用面单账户');
  const pay = async (amount: string, reference: string) => {
    await page.locator('.panel').getByRole('button', { name: '充值' }).click();
    await page.getByLabel('金额').fill(amount);
    await page.getByLabel('付款凭证号').fill(reference);
    await modal(page).getByRole('button', { name: '充值' }).click();
  };
  await pay('1,200.50', 'BANK-1');
  await expect(toast(page)).toContainText('余额 ¥1,200.50');
  await expect(page.locator('.ledger')).toContainText('+¥1,200.50');
  await pay('1200.5', 'BANK-1');
  await expect(toast(page)).toContainText('没有重复充值');
  await pay('7', 'BANK-1');
  await expect(modal(page).getByRole('alert')).toBeVisible();
  await picture(page, 'platform-account-reference');
  await modal(page).getByRole('button', { name: '取消' }).click();
  await expect(page.locator('.ledger tbody tr')).toHaveCount(1);
  await picture(page, 'platform-account');
  await accessible(page, 'an account');
});

test('carriers and all accounts are told from every state', async ({ page }) => {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/carriers"]').click();
  await settled(page);
  await expect(page.locator('.carrier')).toHaveCount(1);
  await accessible(page, 'carriers');
  await picture(page, 'platform-carriers');
  await page.goto(`${world().platform}/accounts?state=all`);
  for (const name of ['云坊家纺厂', '义乌星空礼品厂', '绍兴晴川针织厂', '杭州中心外仓']) await expect(page.locator('.line').filter({ hasText: `${name} 测试面单` })).toHaveCount(1);
});

test('a number somebody else typed is looked up and taken back', async ({ page }) => {
  const { works, give } = await line('contest', 1);
  await give();
  const [work] = await works.all('/v1/assignments?tab=to_accept');
  await works.post('/v1/assignments/accept', { assignments: [work.id] });
  await works.post('/v1/waybills/external', { rows: [{ assignment: work.id, carrier: 'sf', number: 'SF7700000000001' }] });
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/carriers"]').click();
  await page.getByRole('button', { name: '运单号争议' }).click();
  const number = modal(page).getByRole('textbox', { name: '运单号' });
  const find = modal(page).getByRole('button', { name: /查\s*询/ });
  await number.fill('SF7700000000002');
  await find.click();
  await expect(modal(page)).toContainText('没有人在用这个号');
  await number.fill('SF7700000000001');
  await find.click();
  await expect(modal(page)).toContainText('contest 厂');
  await accessible(page, 'a contested number');
  await picture(page, 'platform-number');
  await modal(page).getByRole('button', { name: '快递公司核实不是此件' }).click();
  await modal(page).getByRole('button', { name: '收回号码' }).click();
  await expect(modal(page)).toContainText('已收回');
  await expect(modal(page).getByRole('button', { name: '收回号码' })).toHaveCount(0);
});

test('jobs given up are grouped, run again and dropped', async ({ page }) => {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/jobs"]').click();
  await settled(page);
  await picture(page, 'platform-jobs-dead');
  await page.getByRole('button', { name: '发送邮件 3' }).click();
  await expect(page.locator('.line')).toHaveCount(3);
  await page.locator('.line').first().click();
  await expect(page.locator('.panel')).toContainText('connection refused');
  await accessible(page, 'a job');
  await picture(page, 'platform-job');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+A');
  await page.getByRole('region', { name: '已选全部' }).getByRole('button', { name: '丢弃' }).click();
  await expect(page.getByRole('button', { name: '丢弃 3 个' })).toBeDisabled();
  await page.getByText('我确定这些事不需要再做').click();
  await accessible(page, 'dropping');
  await picture(page, 'platform-jobs-drop');
  await page.getByRole('button', { name: '丢弃 3 个' }).click();
  await expect(toast(page)).toContainText('已丢弃 3 个任务');
  await page.getByRole('button', { name: '全部类型' }).click();
  await page.locator('.line').nth(0).getByRole('checkbox').click();
  await page.locator('.line').nth(2).getByRole('checkbox').click({ modifiers: ['Shift'] });
  // Somebody drops one of them meanwhile: it fails, the others go through, and what failed is told.
  const desk = await office();
  const [first] = (await desk.get('/v1/jobs?state=dead&kind=waybill.query')).items;
  await desk.post(`/v1/jobs/${first.id}/drop`);
  await page.keyboard.press('r');
  await page.getByRole('button', { name: '重新运行 3 个' }).click();
  await expect(page.locator('.tally')).toContainText('2');
  await expect(page.locator('.reasons')).toContainText('没有找到');
  await accessible(page, 'what failed');
  await picture(page, 'platform-jobs-failed');
  await modal(page).getByRole('button', { name: '关闭' }).last().click();
  await tab(page, '卡住').click();
  await settled(page);
  await expect(row(page, '取单号')).toBeVisible();
  await picture(page, 'platform-jobs-stuck');
});

test('refused mail is seen and sent again; a test mail is followed', async ({ page }) => {
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/mails"]').click();
  await settled(page);
  await expect(row(page, REFUSED)).toContainText('missing destination address');
  await picture(page, 'platform-mails-refused');
  await page.keyboard.press('t');
  await page.getByLabel('收件地址').fill('ops@example.com');
  await accessible(page, 'a test mail');
  await picture(page, 'platform-mail-test');
  await modal(page).getByRole('button', { name: '发送' }).click();
  await expect(toast(page)).toContainText('测试邮件已交给 ops@example.com', { timeout: 20_000 });
  await row(page, REFUSED).getByRole('checkbox').click();
  await page.keyboard.press('r');
  await page.getByRole('button', { name: '重新发送 1 封' }).click();
  await expect(toast(page)).toContainText('1 封邮件已重新排队');
});

test('rules are saved with a step-up, and nobody overwrites unseen', async ({ page }) => {
  const { operator } = world();
  await signIn(page, 'platform', '');
  await page.locator('.nav-item[href="/rules"]').click();
  await page.getByLabel('撤销时间').fill('9999');
  await expect(page.getByRole('alert')).toContainText('0 到 3,600');
  await page.getByLabel('撤销时间').fill('30');
  const desk = await office();
  await desk.post('/v1/session/step-up', { password: operator.password });
  await desk.put('/v1/settings', { ...(await desk.get('/v1/settings')), held_seconds: 20 });
  await page.getByRole('button', { name: '保存规则' }).click();
  await expect(page.locator('.conflict')).toContainText('刚被别人改过');
  await expect(page.getByText('现在是 20 秒')).toBeVisible();
  await picture(page, 'platform-rules-conflict');
  await accessible(page, 'rules in conflict');
  await page.getByRole('button', { name: '保存规则' }).click();
  const proof = modal(page).locator('input[type=password]');
  if (await proof.isVisible({ timeout: 2000 }).catch(() => false)) { await proof.fill(operator.password); await page.keyboard.press('Enter'); }
  await expect(toast(page)).toContainText('规则已保存');
  expect((await desk.get('/v1/settings')).held_seconds).toBe(30);
});

test('states of the operator’s pages in dark and English', async ({ page }) => {
  await signIn(page, 'platform', '');
  for (const [theme, locale] of [['dark', 'zh'], ['light', 'en']] as const) {
    await dress(page, theme, locale);
    for (const [path, name] of [['/parties?state=active', 'parties-active'], ['/accounts?state=active', 'accounts-active'], ['/jobs?state=stuck', 'jobs-stuck'], ['/mails?state=sent', 'mails-sent'], ['/parties?find=nobody', 'parties-none']] as const) {
      await page.goto(`${world().platform}${path}`);
      await settled(page);
      await accessible(page, `${name} ${theme} ${locale}`);
      await picture(page, `platform-${name}-${theme}-${locale}`);
    }
    await page.goto(`${world().platform}/accounts?state=active`);
    await page.locator('.line').first().click();
    await expect(page.locator('.panel .ledger')).toBeVisible();
    await accessible(page, `account ${theme} ${locale}`);
    await picture(page, `platform-account-${theme}-${locale}`);
  }
});
