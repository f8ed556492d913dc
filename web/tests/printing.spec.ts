// Printing when it does not go smoothly: no paper, a pause, a reload, an agent that went away, a label once more.
import { expect, type Page } from '@playwright/test';
import { Agent, LabelPrinter } from './agent';
import { accessible, picture, signIn, test, world } from './at';
import { line } from './line';

const PRINTER = '标签机';

/** Parcels with a number, an agent that is enrolled, and a printer that has no paper. */
async function table(name: string, orders: number) {
  const made = await line(name, orders);
  await made.give();
  const { works } = made;
  const cards = await works.all('/v1/assignments?tab=to_accept');
  await works.post('/v1/assignments/accept', { assignments: cards.map(({ id }) => id) });
  await works.post('/v1/waybills', { carrier: 'sandbox', rows: cards.map(({ id }) => ({ assignment: id })) });
  await expect.poll(async () => (await works.get('/v1/assignments/counts')).to_print.n, { timeout: 60_000 }).toBe(orders);
  const printer = await LabelPrinter.start();
  printer.set(4);
  const agent = new Agent();
  const { code } = await works.post('/v1/print-agents', { name });
  agent.enrol(code, name);
  agent.printer(PRINTER, printer.address);
  await agent.start();
  return { ...made, printer, agent };
}

const squares = (page: Page, state: string) => page.locator(`.matrix .square.${state}`);

test('a printer without paper is named and waited for, a pause holds, a reload and a dead agent lose no label', async ({ page }) => {
  test.setTimeout(180_000);
  const { agent, printer, works, worksMail } = await table('paper', 34);
  try {
    await page.clock.install();
    await signIn(page, 'factory', worksMail);
    await agent.known(page);
    await page.goto(`${world().factory}/print`);
    await agent.connect(page);
    await page.getByRole('button', { name: /打印 34 张/ }).first().click();
    const why = page.locator('.batch-why');
    await expect(why).toContainText('打印机缺纸', { timeout: 30_000 });
    await picture(page, 'print-no-paper');
    await accessible(page, 'no paper');
    // A change of paper may take long: nothing is given up, nothing called unknown, and no ticket is asked for that would go stale.
    await page.clock.fastForward('20:00');
    await expect(why).toContainText('打印机缺纸');
    await expect(squares(page, 'unknown')).toHaveCount(0);
    await expect(squares(page, 'failed')).toHaveCount(0);
    await expect(squares(page, 'wait')).toHaveCount(14);

    // Paused, the agent begins none of them, although there is paper again: a test label passes them by.
    await page.keyboard.press('Space');
    await expect(page.locator('.batch-count')).toContainText('已暂停');
    printer.set(0);
    await agent.sample(PRINTER);
    await expect.poll(() => printer.labels).toBe(1);
    expect(await squares(page, 'printed').count()).toBe(0);
    printer.set(4);

    // The tab is loaded anew: the agent tells it what it still has.
    await page.reload();
    await agent.connect(page);
    await expect(squares(page, 'wait')).toHaveCount(14);
    await page.getByRole('button', { name: /继续打印/ }).click();
    await expect(why).toContainText('打印机缺纸');

    // The agent goes away and comes back: what it had it still has.
    await agent.stop();
    await expect(page.locator('.guide')).toContainText('没有找到正在运行的打印组件');
    await expect(page.locator('.batch-why').filter({ hasText: '打印组件断开了' })).toBeVisible();
    await expect(squares(page, 'unknown')).toHaveCount(0);
    await picture(page, 'print-agent-gone');
    await agent.start();
    await page.getByRole('button', { name: '再连一次' }).click();
    await expect(page.locator('.lamp')).toContainText('打印组件已连接');
    await page.getByRole('button', { name: /继续打印/ }).click();
    printer.set(0);
    await expect(page.locator('.batch-count')).toContainText('34 张全部打完', { timeout: 60_000 });
    expect(printer.labels, 'every label once, and the test label').toBe(35);
    await expect.poll(async () => (await works.all('/v1/parcels?stage=ship')).filter(({ prints }) => prints === 1).length).toBe(34);

    // From the thirtieth on once more: five labels, on paper and on record.
    await page.locator('.square').nth(29).click();
    await page.getByRole('button', { name: '从第 30 张起重打' }).click();
    await page.getByRole('button', { name: '卡纸或缺纸' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /重打 5 张/ }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.locator('.batch-count')).toContainText('34 张全部打完', { timeout: 60_000 });
    await expect.poll(() => printer.labels).toBe(40);
    await expect.poll(async () => (await works.all('/v1/parcels?stage=ship')).filter(({ prints }) => prints === 2).length).toBe(5);
    await picture(page, 'print-again');
  } finally {
    await agent.end();
    printer.stop();
  }
});

test('where the browser keeps the agent away, the page shows how to let it in, and the check-up names it', async ({ page, context }) => {
  const { worksMail } = await line('denied', 0);
  const chrome = await context.newCDPSession(page);
  const { targetInfo } = await chrome.send('Target.getTargetInfo');
  await chrome.send('Browser.setPermission', { browserContextId: targetInfo.browserContextId ?? '', origin: world().factory, permission: { name: 'loopback-network' }, setting: 'denied' });
  await signIn(page, 'factory', worksMail);
  await page.evaluate(() => localStorage.setItem('sealship.agent.port', '1'));
  await page.goto(`${world().factory}/printers`);
  const checks = page.locator('.agent-checks');
  await expect(checks).toContainText('还没有连接打印组件');
  await page.locator('.guide').getByRole('button', { name: '连接打印组件' }).click();
  await expect(page.locator('.guide')).toContainText('浏览器拦截了打印组件');
  await expect(page.locator('.guide-shots li')).toHaveCount(3);
  await expect(checks).toContainText('浏览器拦截了打印组件');
  await expect(checks).toContainText('denied');
  await picture(page, 'print-denied');
  await accessible(page, 'denied');
});

test('the check-up names what is wrong on either side: nothing, an agent that was revoked', async ({ page }) => {
  const { works, worksMail } = await line('checkup', 0);
  const agent = new Agent();
  try {
    const { agent: id, code } = await works.post('/v1/print-agents', { name: '台' });
    agent.enrol(code, '台');
    await agent.start();
    await signIn(page, 'factory', worksMail);
    await agent.known(page);
    await page.goto(`${world().factory}/printers`);
    await agent.connect(page);
    const checks = page.locator('.agent-checks');
    await expect(checks).toContainText('打印组件自己检查正常');
    await expect(checks).toContainText('平台认得这台组件，可以打印');
    await picture(page, 'print-checkup');
    await page.getByRole('button', { name: '改名' }).click();
    await page.getByRole('textbox', { name: '打印组件的名字' }).fill('打包台 3');
    await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click();
    await expect(page.locator('.toast')).toContainText('已改名为 打包台 3');
    await expect(page.locator('.plain-list').last()).toContainText('打包台 3');
    await works.post(`/v1/print-agents/${id}/revoke`);
    await page.getByRole('button', { name: '重新检查' }).click();
    await expect(checks).toContainText('平台：这台组件已停用');
    await expect(checks).toContainText('拿新的登记码重新登记，或改用另一台。');
    await expect(checks.locator('.late')).not.toHaveCount(0);
    await picture(page, 'print-revoked');
    await accessible(page, 'check-up');
  } finally {
    await agent.end();
  }
});
