// The house itself killed under an open page and started again: nothing is lost, nothing is done twice, and what changes is heard anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { House } from '../../script/demo.d/house.mjs';
import { bind, enter, importFile, PASSWORD } from '../../script/demo.d/people.mjs';
import { csv } from '../../script/demo.d/sample.mjs';
import { picture, test } from './at';

const port = (origin: string) => Number(new URL(origin).port);

test('the service is killed in the middle of a day’s work and comes back', async ({ page }) => {
  test.setTimeout(180_000);
  const data = mkdtempSync(join(tmpdir(), 'sealship-restart-'));
  let house = await House.start(data, undefined);
  try {
    const desk = await house.operator();
    const shop = await enter(house.merchant, desk, '重启百货', 'restart-shop@example.com');
    const works = await enter(house.factory, desk, '重启厂', 'restart-works@example.com', 'factory');
    await bind({ merchants: [shop], factories: [works] });
    await importFile(shop, 'restart.csv', Buffer.from(csv(10, 5, '8899')));
    await page.goto(house.merchant);
    await page.locator('input[type=email]').fill('restart-shop@example.com');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    const before = (await shop.get('/v1/orders/counts')).to_assign.n;
    await expect(page.locator('.line')).toHaveCount(before);
    for (const n of [0, 1, 2]) await page.locator('.line').nth(n).getByRole('checkbox').check();

    house.child.kill('SIGKILL');
    if (house.ended === undefined) await once(house.child, 'exit');
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /分配 3 单/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.locator('.reason')).toContainText('连接不上服务', { timeout: 30_000 });
    await expect(page.locator('.away')).toBeVisible();
    await picture(page, 'restart-gone');

    house = await House.start(data, [house.merchant, house.factory, house.platform].map(port));
    await dialog.getByRole('button', { name: '重试失败的 3 单' }).click();
    await expect(page.locator('.toast')).toContainText('已分配 3 单给重启厂', { timeout: 20_000 });
    await expect(page.locator('.away')).toHaveCount(0);
    await expect(page.locator('.line')).toHaveCount(before - 3);
    expect((await shop.get('/v1/orders/counts')).to_accept.n).toBe(3);

    // The page was not loaded anew and asks for its list only when told to: it hears what happens elsewhere: its stream is one of the new house.
    const [order] = await shop.all('/v1/orders?stage=to_assign');
    await shop.post('/v1/assignments', { rows: [{ order: order.id, to: 'self' }] });
    await expect(page.locator('.line')).toHaveCount(before - 4, { timeout: 60_000 });
    await picture(page, 'restart-back');
  } finally {
    await house.stop();
    rmSync(data, { recursive: true, force: true });
  }
});
