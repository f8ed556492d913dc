// Names of a hundred characters, an order of thirty lines, and a page narrow as a tablet's: nothing runs off the page.
import { expect, type Page } from '@playwright/test';
import { Door } from '../../script/demo.d/api.mjs';
import { accounts, bind, enter } from '../../script/demo.d/people.mjs';
import { accessible, picture, settled, signIn, test, unharmed, world } from './at';

const LONG = '义乌市云坊跨境电子商务供应链管理有限公司'.repeat(5).slice(0, 100);

async function fits(page: Page, what: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${what} runs off the page`).toBeLessThanOrEqual(0);
}

/** What the packer works by is on screen in every list: how many pieces, and until when. Nothing of it is cut or scrolled away. */
async function workable(page: Page, what: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const grid = document.querySelector('.grid')?.getBoundingClientRect();
    const shown = [...document.querySelectorAll('.line .times, .line .deadline, .line .dot')];
    if (!grid || !document.querySelector('.line .times') || !document.querySelector('.line .deadline')) return ['no quantity or no deadline in the list'];
    return shown.flatMap((each) => {
      const [box, cell] = [each.getBoundingClientRect(), each.closest('.cell')?.getBoundingClientRect()];
      const within = cell && box.left >= cell.left && box.right <= cell.right + 0.5 && box.right <= grid.right && box.width > 0;
      return within ? [] : [`${each.className} ${each.textContent}`];
    });
  });
  expect(cut, what).toEqual([]);
}

async function walk(page: Page, side: string): Promise<void> {
  const rooms = await page.locator('.nav-item').evaluateAll((links) => links.map((link) => new URL((link as HTMLAnchorElement).href).pathname));
  for (const room of rooms) {
    await page.locator(`.nav-item[href="${room}"]`).click();
    await settled(page);
    await fits(page, `${side} ${room}`);
    await picture(page, `long-${side}${room.replaceAll('/', '-')}`);
  }
}

test('long names and long orders break no page, on a desk or a tablet', async ({ page, browser }) => {
  test.setTimeout(150_000);
  const { merchant, factory, platform, operator } = world();
  const desk = await new Door(platform).signIn(operator.mail, operator.password);
  const shop = await enter(merchant, desk, LONG, 'long-shop@example.com');
  const works = await enter(factory, desk, LONG, 'long-works@example.com', 'factory');
  await bind({ merchants: [shop], factories: [works] });
  works.name = '长厂';
  await accounts({ factories: [works] }, desk);
  const lines = Array.from({ length: 30 }, (_, n) => ({ line_id: String(n), sku: `LONG-${n}-${'X'.repeat(50)}`, name: LONG, spec: LONG, quantity: 1 + n, price_fen: 9999 }));
  const receiver = { name: '欧阳锋', phone: '13800138000', address: '浙江省金华市义乌市北苑街道秋实路123号3栋' };
  const taken = await shop.post('/v1/orders', { orders: [{ external_no: `L${'9'.repeat(48)}`, source: LONG.slice(0, 60), paid_at: '2026-11-02T10:00:00+08:00', receiver, lines, seller_remark: LONG }] });
  expect(taken.done).toBe(1);
  await shop.post('/v1/assignments', { rows: [{ order: taken.rows[0].ok.id, to: shop.bindings[0] }] });
  await expect.poll(async () => (await works.get('/v1/assignments/counts')).to_accept.n, { timeout: 40_000 }).toBe(1);

  await signIn(page, 'merchant', 'long-shop@example.com');
  await walk(page, 'merchant');
  await page.goto(`${merchant}/orders?stage=all`);
  await page.locator('.line').first().click();
  await expect(page.locator('.panel')).toContainText('欧');
  await fits(page, 'an order of thirty lines');
  await picture(page, 'long-order');
  await accessible(page, 'an order of thirty lines');
  unharmed(page);

  for (const viewport of [{ width: 1280, height: 800 }, { width: 800, height: 1280 }]) {
    const context = await browser.newContext({ viewport, hasTouch: true });
    try {
      const tablet = await context.newPage();
      await signIn(tablet, 'factory', 'long-works@example.com');
      await walk(tablet, `tablet-${viewport.width}`);
      await tablet.goto(`${factory}/work?tab=to_accept`);
      await tablet.locator('.line').first().waitFor();
      await workable(tablet, `orders on ${viewport.width} pixels`);
      await picture(tablet, `long-work-${viewport.width}`);
      await tablet.locator('.line').first().tap();
      await expect(tablet.locator('.panel')).toBeVisible();
      await fits(tablet, 'a card of thirty lines');
      await picture(tablet, `long-card-${viewport.width}`);
    } finally {
      await context.close();
    }
  }
});
