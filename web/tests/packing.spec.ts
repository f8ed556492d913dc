// The packing line by hand: accept, take numbers, print through a real print agent, verify with a scanner, ship; and a wrong item.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { Agent } from './agent';
import { accessible, picture, settled, signIn, test, unharmed, world } from './at';
import { line } from './line';
import { scan } from './scanner';

const MAIL = 'packing-works@example.com';

/** The sample client on a web server of an integrator's own. */
async function sampleServer(): Promise<Server> {
  const page = readFileSync(resolve('../print-agent/sample.html'));
  const server = createServer((_, answer) => answer.setHeader('Content-Type', 'text/html; charset=utf-8').end(page));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return server;
}

test('accept, number, print, verify, ship', async ({ page }) => {
  test.setTimeout(180_000);
  const agent = new Agent();
  const server = await sampleServer();
  const sample = `http://localhost:${(server.address() as AddressInfo).port}`;
  try {
    await (await line('packing', 24)).give();
    await signIn(page, 'factory', MAIL);
    await expect(page.locator('.next-go')).toContainText('接 24 单');
    await picture(page, 'pack-today');
    await page.locator('.next-go').click();
    await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await picture(page, 'pack-accept');
    await page.getByRole('row').nth(1).getByRole('checkbox').uncheck();
    await page.keyboard.press('a');
    await expect(page.locator('.toast')).toContainText('已接 23 单');
    await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await page.keyboard.press('d');
    await page.getByText('产能不足').click();
    await picture(page, 'pack-decline');
    await page.getByRole('button', { name: '拒绝 1 单' }).click();
    await expect(page.locator('.toast')).toContainText('已拒绝 1 单');

    await page.getByRole('tab', { name: /待取号/ }).click();
    await expect(page.locator('.line').first()).toBeVisible();
    await page.locator('.line').first().click();
    await expect(page.locator('.panel')).toContainText('只在打印组件里解开');
    await picture(page, 'pack-panel');
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await page.keyboard.press('t');
    await expect(page.getByRole('dialog')).toContainText('余额');
    await picture(page, 'pack-take');
    await page.getByRole('button', { name: /取 23 个号/ }).click();
    await expect(page.locator('.take-print')).toContainText('打印 23 张面单', { timeout: 60_000 });
    await picture(page, 'pack-taken');
    await page.locator('.take-print').click();

    await expect(page.locator('.guide')).toContainText('连接打印组件');
    await page.evaluate(() => localStorage.setItem('sealship.agent.port', '1'));
    await page.reload();
    await page.locator('.guide').getByRole('button', { name: '连接打印组件' }).click();
    await expect(page.locator('.guide')).toContainText('没有找到正在运行的打印组件');
    await picture(page, 'pack-agent-absent');
    await page.goto(`${world().factory}/printers`);
    await page.getByRole('button', { name: '登记打印组件' }).first().click();
    await page.getByLabel('给它起个名字').fill('打包台1');
    await page.getByRole('button', { name: '生成登记码' }).click();
    const proof = page.getByRole('dialog').filter({ hasText: '确认是你本人' });
    const code = page.locator('.enrol-code');
    await expect(proof.or(code).first()).toBeVisible();
    if (await proof.isVisible()) { await picture(page, 'pack-step-up'); await proof.locator('input[type=password]').fill(world().password); await page.keyboard.press('Enter'); }
    await expect(code).toBeVisible();
    await picture(page, 'pack-enrol');
    agent.enrol((await code.textContent()) ?? '', '打包台1');
    agent.allow(sample);
    await expect(page.getByRole('dialog')).toContainText('登记成功');
    await page.getByRole('button', { name: '好了' }).click();
    await agent.start();
    const { out, port } = agent;
    await page.evaluate((port) => localStorage.setItem('sealship.agent.port', port), port);
    await page.goto(`${world().factory}/print`);
    await page.locator('.guide').getByRole('button', { name: '连接打印组件' }).click();
    await expect(page.locator('.guide')).toContainText('和打印组件配对');
    await picture(page, 'pack-pairing');
    await page.getByLabel('配对码').fill(agent.token);
    await page.getByRole('button', { name: '配对', exact: true }).click();
    await expect(page.locator('.lamp')).toContainText('打印组件已连接');
    await picture(page, 'pack-print-list');
    await page.getByRole('button', { name: /打印 23 张/ }).first().click();
    await expect(page.locator('.square.printed').first()).toBeVisible({ timeout: 30_000 });
    await picture(page, 'pack-matrix');
    await expect(page.locator('.batch-count')).toContainText('23 张全部打完', { timeout: 90_000 });
    await page.locator('.square').nth(4).click();
    await picture(page, 'pack-printed');
    await accessible(page, 'matrix');
    expect(readdirSync(out).filter((name) => name.endsWith('.pdf'))).toHaveLength(23);
    await page.getByRole('button', { name: '从第 5 张起重打' }).click();
    await page.getByRole('button', { name: '卡纸或缺纸' }).click();
    await picture(page, 'pack-reprint');
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click();

    const works = await new Door(world().factory).signIn(MAIL, world().password);
    await expect.poll(async () => (await works.get('/v1/assignments/counts')).to_print.n, { timeout: 30_000 }).toBe(0);
    await papers(page, out);
    await sampleClient(page, works, { at: `${sample}/?port=${port}`, agent });
    await verify(page, works);
    await page.locator('.nav-item[href="/ship"]').click();
    await settled(page);
    await picture(page, 'pack-ship');
    await page.keyboard.press('s');
    await expect(page.getByRole('dialog')).toContainText('其中 22 个还没有扫码验货');
    await expect(page.getByRole('button', { name: '只发已验的 1 个' })).toBeVisible();
    await picture(page, 'pack-ship-sure');
    await accessible(page, 'shipping all');
    await page.getByRole('button', { name: '全部发出 23 个' }).click();
    await expect(page.locator('.toast')).toContainText('已发出 23 个包裹');
    await page.getByRole('tab', { name: /已发货/ }).click();
    await expect(page.locator('.line').first()).toBeVisible();
    await picture(page, 'pack-shipped');
    await handOver(page, out);
    await testLabel(page, out);
    await design(page);
    unharmed(page);
  } finally {
    server.close();
    await agent.end();
  }
});

/** Pick list and packing slips of what is printed: on paper, and saved. */
async function papers(page: Page, out: string): Promise<void> {
  await page.locator('.nav-item[href="/print"]').click();
  await page.getByRole('button', { name: '完成', exact: true }).click();
  await page.getByRole('tab', { name: /已打印/ }).click();
  await expect(page.locator('.line').first()).toBeVisible();
  await page.getByRole('button', { name: '拣货单 / 装箱单' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('23 个包裹的商品');
  await picture(page, 'pack-papers');
  await accessible(page, 'papers');
  await dialog.getByRole('button', { name: '打印', exact: true }).click();
  await expect(page.locator('.toast')).toContainText('页已打印', { timeout: 30_000 });
  expect(readdirSync(out).filter((name) => name.startsWith('pick_list-'))).toHaveLength(1);
  await page.getByRole('button', { name: '拣货单 / 装箱单' }).click();
  await dialog.getByText('装箱单').click();
  await dialog.getByText('标签纸 76×130').click();
  await dialog.getByRole('button', { name: '打印', exact: true }).click();
  await expect.poll(() => readdirSync(out).filter((name) => name.startsWith('packing_slip-')).length, { timeout: 60_000 }).toBe(23);
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: '拣货单 / 装箱单' }).click();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: '保存 PDF' }).click();
  expect((await saved).suggestedFilename()).toBe('pick_list-1.pdf');
  await expect(dialog).toBeHidden();
}

/** What left, for the courier: by the agent, and as the browser prints it. */
async function handOver(page: Page, out: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: '打印交接单' }).click();
  const dialog = page.getByRole('dialog');
  await picture(page, 'pack-hand-over');
  await dialog.getByRole('button', { name: '打印', exact: true }).click();
  await expect(page.locator('.toast')).toContainText('页已打印', { timeout: 30_000 });
  expect(readdirSync(out).filter((name) => name.startsWith('hand_over-'))).toHaveLength(1);
  await page.getByRole('main').getByRole('button', { name: '打印交接单' }).click();
  await page.evaluate(() => { window.print = () => { document.title = `${document.querySelectorAll('.handover tbody tr').length} rows`; }; });
  await dialog.getByRole('button', { name: '用浏览器打印' }).click();
  await expect(page).toHaveTitle('23 rows');
  await dialog.getByRole('button', { name: 'Close' }).or(dialog.locator('.ant-modal-close')).first().click();
}

/** The sample an integrator begins with, opened in a browser as he would: paired, looked at, printed from, steered. */
async function sampleClient(table: Page, works: InstanceType<typeof Door>, { at, agent }: { at: string; agent: Agent }): Promise<void> {
  const [first, ...others] = (await works.all('/v1/parcels?stage=ship')).map(({ id }: { id: string }) => id);
  const agents = await works.get('/v1/print-agents');
  const { task } = await works.post('/v1/prints', { agent: agents.find(({ state }: { state: string }) => state === 'active').id, parcels: [first], size: '100x150', reason: 'sample' });
  await expect.poll(async () => (await works.get(`/v1/prints/${task}`)).ready, { timeout: 30_000 }).toBe(true);
  const { documents } = await works.get(`/v1/prints/${task}`);
  const page = await table.context().newPage();
  await page.goto(at);
  await page.locator('#connect').click();
  await expect(page.locator('#said')).toContainText('wrong_token');
  await page.locator('#token').fill(agent.token);
  await page.locator('#connect').click();
  await expect(page.locator('#state')).toContainText('一切正常');
  await page.locator('#preview').click();
  await expect(page.locator('#picture')).toBeVisible();
  const printed = () => readdirSync(agent.out).filter((name) => /^[A-Z0-9]+-2\.pdf$/.test(name)).length;
  expect(printed()).toBe(0);
  await page.locator('#tickets').fill(JSON.stringify(documents));
  await page.locator('#print').click();
  await expect(page.locator('#labels')).toContainText(' · printed', { timeout: 20_000 });
  expect(printed(), 'a reprint, by its number').toBe(1);
  await page.locator('#print').click();
  await expect(page.locator('#labels')).toContainText(' · failed · ', { timeout: 20_000 });
  expect(printed(), 'a ticket opens once').toBe(1);
  await page.locator('#paper').fill(JSON.stringify(await works.post('/v1/papers/pick-list', { parcels: [first, ...others].slice(0, 3) })));
  await page.locator('#list').click();
  await expect(page.locator('#said')).toContainText('已打印');
  await picture(page, 'sample-client');
  await page.close();
}

/** A test label is printed by the console and scanned back; a scan of something else is told. */
async function testLabel(page: Page, out: string): Promise<void> {
  await page.locator('.nav-item[href="/printers"]').click();
  await page.getByRole('button', { name: '打印测试面单' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '打印', exact: true }).click();
  await expect(dialog).toContainText('已打印 TEST', { timeout: 20_000 });
  const code = /TEST\d{12}/.exec((await dialog.textContent()) ?? '')?.[0] ?? '';
  expect(readdirSync(out)).toContain(`${code}.pdf`);
  await scan(page, 'TEST000000000000');
  await expect(dialog).toContainText('不是刚打的这张');
  await scan(page, code);
  await expect(dialog).toContainText('扫对了');
  await picture(page, 'pack-test-label');
  await accessible(page, 'test label');
  await dialog.getByRole('button', { name: '关闭' }).first().click();
}

/** A custom area is drawn: dragged, moved by keys, typed, taken back; the agent shows it; it is used for this merchant. */
async function design(page: Page): Promise<void> {
  await page.locator('.nav-item[href="/labels"]').click();
  await page.getByRole('button', { name: '新建模板' }).first().click();
  await page.getByLabel('模板名称').fill('带货架号');
  await page.getByRole('button', { name: '建好并开始画' }).click();
  const first = page.getByRole('button', { name: '第 1 个元素：文字' });
  await settled(page);
  await first.click();
  const board = page.locator('.board');
  const before = await first.boundingBox();
  await page.mouse.move((before?.x ?? 0) + 20, (before?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move((before?.x ?? 0) + 100, (before?.y ?? 0) + 10, { steps: 4 });
  await page.mouse.up();
  const after = await first.boundingBox();
  expect((after?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan(60);
  await page.getByRole('button', { name: /撤销/ }).click();
  expect((await first.boundingBox())?.x).toBe(before?.x);
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByLabel('文字内容').fill('货架 A-07 {alias}');
  await expect(board).toContainText('货架 A-07 DS2026112500017');
  await expect(page.locator('.actual img')).toBeVisible({ timeout: 20_000 });
  await picture(page, 'label-designer');
  await accessible(page, 'label designer');
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.toast')).toContainText('模板已保存');
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).first().click();
  await page.getByLabel('packing 店 · 76x130').click();
  await page.locator('.ant-select-dropdown:visible').getByText('带货架号').click();
  await expect(page.locator('.toast')).toContainText('已改');
  await picture(page, 'label-uses');
}

/** A session at the packing table: a wrong item stops the line until it is acknowledged. */
async function verify(page: Page, works: InstanceType<typeof Door>): Promise<void> {
  const parcels = await works.all('/v1/parcels?stage=ship');
  const parcel = parcels.find(({ items }: { items: { quantity: number }[] }) => items.reduce((sum, { quantity }) => sum + quantity, 0) > 1) ?? parcels[0];
  const card = await works.get(`/v1/assignments/${parcel.items[0].assignment}`);
  const codeOf = (line: string) => { const item = card.goods.find((each: { line: string }) => each.line === line); return item.barcode || item.fulfiller_sku || item.sku; };
  await page.locator('.nav-item[href="/scan"]').click();
  await expect(page.locator('.kiosk-idle')).toContainText('扫面单开始');
  await scan(page, parcel.waybill.number);
  await expect(page.locator('.kiosk-head')).toContainText(parcel.waybill.number);
  await scan(page, '6901234599999');
  await expect(page.locator('.kiosk-stop')).toContainText('本单没有这件商品：6901234599999');
  await picture(page, 'pack-scan-stop');
  await accessible(page, 'scan stop');
  await scan(page, parcel.waybill.number);
  await expect(page.locator('.kiosk-stop')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.kiosk-stop')).toHaveCount(0);
  for (const item of parcel.items) {
    const code = codeOf(item.line);
    for (let n = 0; n < item.quantity; n += 1) {
      // Sellers' codes may be shorter than a scan: those are counted by hand.
      if ([...code].length >= 8) await scan(page, code); else await page.getByRole('button', { name: '算一件' }).first().click();
      await page.waitForTimeout(120);
    }
  }
  await expect(page.locator('.kiosk-pass')).toContainText('验完了');
  await picture(page, 'pack-scan-pass');
  await scan(page, parcel.waybill.number);
  await expect(page.locator('.kiosk-stop')).toContainText('已经验过');
  await page.keyboard.press('Escape');
}
