// People: invited by mail, proving themselves with codes, acting for two parties from one browser, and leaving nothing behind.
import { createHmac } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { accessible, picture, signIn, test, world } from './at';
import { line } from './line';
import { links } from './mail';

const HAND = 'two-hands@example.com';

/** Six digits of an authenticator, `later` steps from now. */
function code(secret: string, later = 0): string {
  const bits = [...secret.replace(/=+$/, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** What the tab keeps beside the party it is about. */
const kept = (page: Page) => page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('sealship.') && key !== 'sealship.party').filter((key) => !/^sealship\.(ticks|notices)/.test(key) || !/^(\[\]|.*"ids":\[\]\})$/.test(sessionStorage.getItem(key) ?? '')));

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^账号/ }).click();
  await page.getByText('退出登录').click();
  await expect(page.locator('.desk-sheet')).toBeVisible();
}

test('invited to two shops: the letter opens the door, the tab changes sides, and nothing is carried across', async ({ page, browser }) => {
  test.setTimeout(150_000);
  const one = await line('hands-one', 4, false);
  const two = await line('hands-two', 7, false);
  await signIn(page, 'merchant', one.shopMail);
  await page.locator('.nav-item[href="/people"]').click();
  await page.getByLabel('邮箱').fill(HAND);
  await page.getByRole('button', { name: '邀请' }).click();
  await expect(page.locator('.toast')).toContainText(`邀请已发到 ${HAND}`);
  await expect(page.getByText('待接受的邀请')).toBeVisible();

  const context = await browser.newContext();
  try {
    const hand = await context.newPage();
    const [first = ''] = await links(HAND, 'invitation');
    await hand.goto(first);
    await hand.getByLabel('你的姓名').fill('双手');
    await hand.getByLabel('密码').fill(world().password);
    await hand.getByRole('button', { name: '接受邀请' }).click();
    await expect(hand.getByRole('status')).toContainText(`请用 ${HAND} 登录`);
    await picture(hand, 'people-joined');
    // The same letter opens nothing twice.
    await hand.reload();
    await hand.getByLabel('你的姓名').fill('别人');
    await hand.getByLabel('密码').fill(world().password);
    await hand.getByRole('button', { name: '接受邀请' }).click();
    await expect(hand.getByRole('alert')).toContainText('链接已使用');
    // The address is proved: the second shop needs no name and no password.
    await two.shop.post('/v1/invitations', { mail: HAND, role: 'staff' });
    const second = (await links(HAND, 'invitation', 2)).find((link) => link !== first) ?? '';
    // Another letter is another page: a hash alone would not load it anew.
    await hand.goto('about:blank');
    await hand.goto(second);
    await hand.getByRole('button', { name: '接受邀请' }).click();
    await expect(hand.getByRole('status')).toContainText(`请用 ${HAND} 登录`);

    await signIn(hand, 'merchant', HAND);
    const party = hand.getByRole('button', { name: /^切换主体/ });
    await expect(party).toBeVisible();
    const there = (await party.textContent())?.includes('hands-one') ? { name: 'hands-one 店', other: 'hands-two 店', n: 4, others: 7 } : { name: 'hands-two 店', other: 'hands-one 店', n: 7, others: 4 };
    await expect(party).toContainText(there.name);
    await expect(hand.locator('.line')).toHaveCount(there.n);
    // Something ticked, something found, an address of this shop's own.
    await hand.getByRole('checkbox', { name: '勾选已加载的全部' }).check();
    await hand.keyboard.press('Escape');
    await hand.locator('.line').first().getByRole('checkbox').check();
    await hand.evaluate(() => sessionStorage.setItem('sealship.numbers', '["42"]'));
    await hand.locator('.line').first().click();
    await expect(hand.locator('.panel')).toBeVisible();
    await hand.keyboard.press('Escape');
    await party.click();
    await hand.getByRole('menuitem', { name: there.other }).click();
    await expect(party).toContainText(there.other);
    await expect(hand.locator('.line')).toHaveCount(there.others);
    await expect(hand.locator('.picked')).toHaveCount(0);
    expect(new URL(hand.url()).search).toBe('');
    expect(await kept(hand)).toEqual([]);
    await picture(hand, 'people-switched');
    // A second tab is about the party it was opened for; this one stays through a reload.
    await hand.reload();
    await expect(party).toContainText(there.other);

    await hand.locator('.line').first().getByRole('checkbox').check();
    await leave(hand);
    // The router's own scroll places aside, the tab keeps nothing.
    expect(await hand.evaluate(() => Object.keys(sessionStorage).filter((key) => !key.startsWith('tsr-')))).toEqual([]);
    await signIn(hand, 'merchant', one.shopMail);
    await expect(hand.locator('.party')).toContainText('hands-one 店');
    await expect(hand.locator('.line')).toHaveCount(4);
    await expect(hand.locator('.picked')).toHaveCount(0);
  } finally {
    await context.close();
  }
});

test('codes: switched on with an authenticator, asked for at the door, switched off again', async ({ page }) => {
  const { worksMail } = await line('codes', 1, false);
  await signIn(page, 'factory', worksMail);
  await page.locator('.nav-item[href="/settings"]').click();
  await page.getByRole('button', { name: '开启', exact: true }).click();
  // Codes are a matter of who one is: the door may ask first.
  const proof = page.getByRole('dialog').filter({ hasText: '确认是你本人' });
  const enrol = page.locator('.enrol code');
  await expect(proof.or(enrol).first()).toBeVisible();
  if (await proof.isVisible()) { await proof.locator('input[type=password]').fill(world().password); await page.keyboard.press('Enter'); }
  const secret = (await enrol.textContent()) ?? '';
  await page.getByRole('textbox', { name: '动态验证码' }).fill('000000');
  await page.getByRole('button', { name: '确认开启' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await accessible(page, 'an authenticator');
  await picture(page, 'people-totp');
  await page.getByRole('textbox', { name: '动态验证码' }).fill(code(secret));
  await page.getByRole('button', { name: '确认开启' }).click();
  await expect(page.locator('.toast')).toContainText('动态验证码已开启');

  await leave(page);
  await page.locator('input[type=email]').fill(worksMail);
  await page.locator('input[type=password]').fill(world().password);
  await page.keyboard.press('Enter');
  const field = page.getByLabel('动态验证码');
  await expect(field).toBeFocused();
  await picture(page, 'people-totp-asked');
  // Each step counts once: the next one is due.
  await field.fill(code(secret, 1));
  await page.keyboard.press('Enter');
  await expect(page.locator('.shell')).toBeVisible();
  await page.locator('.nav-item[href="/settings"]').click();
  await expect(page.locator('.card').filter({ hasText: '我的账号' })).toContainText('已开启');
});
