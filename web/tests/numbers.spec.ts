// Numbers: for a whole list by the service, typed halfway and kept, and given back when a merchant wants his order again.
import { expect } from '@playwright/test';
import { accessible, picture, signIn, test } from './at';
import { line } from './line';

async function accepted(name: string, orders: number) {
  const made = await line(name, orders);
  await made.give();
  const cards = await made.works.all('/v1/assignments?tab=to_accept');
  await made.works.post('/v1/assignments/accept', { assignments: cards.map(({ id }) => id) });
  return { ...made, cards };
}

test('numbers for all that match are a batch; what the carrier says is waited for', async ({ page }) => {
  const { works, worksMail } = await accepted('allnumbers', 210);
  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/work"]').click();
  await page.getByRole('tab', { name: /待取号/ }).click();
  await page.locator('.line').first().waitFor();
  await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
  await page.getByRole('button', { name: /选择当前筛选的全部/ }).click();
  await page.keyboard.press('t');
  await page.getByRole('button', { name: /取 210 个号/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('整批取号');
  await expect(dialog).toContainText('快递公司都回复了', { timeout: 60_000 });
  await picture(page, 'take-all');
  await accessible(page, 'numbers for all');
  await dialog.getByRole('button', { name: '去打印' }).click();
  expect((await works.get('/v1/assignments/counts')).to_print.n).toBe(210);
  // More than the page has loaded: the button says how many it prints, exactly.
  await expect(page.getByRole('button', { name: /^打印 210 张/ })).toBeVisible();
  await picture(page, 'print-exact');
});

test('a column typed halfway survives the dialog, a reload, and a number the carrier’s rules refuse', async ({ page }) => {
  const { worksMail } = await accepted('halfway', 3);
  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/work"]').click();
  await page.getByRole('tab', { name: /待取号/ }).click();
  const open = async () => { await page.locator('.line').first().waitFor(); await page.getByRole('checkbox', { name: '勾选已加载的全部' }).check(); await page.getByRole('button', { name: '填单号', exact: true }).click(); };
  await open();
  const fields = page.getByRole('textbox', { name: /的运单号/ });
  await page.getByRole('combobox', { name: '快递公司' }).click();
  await page.getByTitle('中通快递').click();
  await fields.nth(0).fill('73129001239901');
  await fields.nth(1).fill('!');
  await page.locator('.ant-modal-wrap').click({ position: { x: 4, y: 4 } });
  await expect(fields.nth(0)).toBeVisible();
  // The first Escape may be for a list that is still closing.
  await expect(async () => { await page.keyboard.press('Escape'); await expect(fields).toHaveCount(0, { timeout: 1000 }); }).toPass();
  await expect(page.locator('.toast')).toContainText('填了一半的 2 个单号留着');
  await page.reload();
  await open();
  await expect(fields.nth(0)).toHaveValue('73129001239901');
  await picture(page, 'typed-kept');
  await page.getByRole('combobox', { name: '快递公司' }).click();
  await page.getByTitle('中通快递').click();
  await page.getByRole('button', { name: '保存 2 个单号' }).click();
  await expect(page.getByRole('dialog')).toContainText('运单号不符合该快递的规则');
  await page.getByRole('button', { name: /重试失败的 1 单/ }).click();
  await expect(fields.nth(0)).toHaveValue('');
  await expect(fields.nth(1)).toHaveValue('!');
});

test('an order asked back is granted in its own panel: the number goes back to the carrier, the goods to the merchant', async ({ page }) => {
  const { shop, works, worksMail, cards } = await accepted('givesback', 2);
  const [card] = cards;
  await works.post('/v1/waybills', { carrier: 'sandbox', rows: [{ assignment: card.id }] });
  await expect.poll(async () => (await works.get('/v1/assignments/counts')).to_print.n, { timeout: 30_000 }).toBe(1);
  await shop.post('/v1/assignments/recall', { rows: [{ assignment: card.id }], reason: '买家改地址' });
  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/work"]').click();
  await page.getByRole('tab', { name: /异常/ }).click();
  await page.locator('.line').first().click();
  const panel = page.locator('.panel');
  await expect(panel).toContainText('商家申请撤回：买家改地址');
  await expect(panel.getByRole('button', { name: '作废面单' })).toBeVisible();
  await picture(page, 'panel-recall');
  await accessible(page, 'a card with its remedies');
  await panel.getByRole('button', { name: '同意撤回' }).click();
  await expect(page.locator('.toast')).toContainText('已同意撤回', { timeout: 30_000 });
  expect((await shop.get('/v1/orders/counts')).to_assign.n).toBe(1);
  await page.keyboard.press('Escape');

  // The other one is still to be numbered: its panel takes the number too.
  await page.getByRole('tab', { name: /待取号/ }).click();
  await page.locator('.line').first().click();
  await panel.getByRole('button', { name: '取号' }).click();
  await page.getByRole('button', { name: /取 1 个号/ }).click();
  await expect(page.locator('.take-print')).toContainText('打印 1 张面单', { timeout: 60_000 });
});
