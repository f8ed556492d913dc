// What every browser test does: sign in, watch for breaches of the policy and for errors, look at the page with axe, keep a picture.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import type { World } from './setup';

export const world = (): World => JSON.parse(process.env['WORLD'] ?? '{}') as World;
export type Side = 'merchant' | 'factory' | 'platform';

const wrong = new WeakMap<Page, string[]>();

/** Hears breaches of the policy and whatever the page throws; `unharmed` insists that there was nothing. */
export async function watch(page: Page): Promise<void> {
  const heard: string[] = [];
  wrong.set(page, heard);
  await page.exposeFunction('breach', (what: string) => heard.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => (window as unknown as { breach(what: string): void }).breach(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`));
  });
  page.on('pageerror', (error) => heard.push(`error: ${error.message}`));
}
export const unharmed = (page: Page) => expect(wrong.get(page) ?? []).toEqual([]);

export const test = base.extend({
  page: async ({ page }, use) => {
    await watch(page);
    await use(page);
    unharmed(page);
  },
});

export async function signIn(page: Page, side: Side, mail: string): Promise<void> {
  const { operator, password } = world();
  await page.goto(world()[side]);
  await page.locator('input[type=email]').fill(side === 'platform' ? operator.mail : mail);
  await page.locator('input[type=password]').fill(side === 'platform' ? operator.password : password);
  await page.keyboard.press('Enter');
  await expect(page.locator('.shell')).toBeVisible();
}

/** No serious or critical finding on what is open now. */
export async function accessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = bad.flatMap(({ id, nodes }) => nodes.slice(0, 4).map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`));
  expect(told, what).toEqual([]);
}

/** Keeps a picture, once what moves has come to rest. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(250);
  await page.screenshot({ path: `gallery/${name}.png` });
}

export async function dress(page: Page, theme: 'light' | 'dark', locale: 'zh' | 'en'): Promise<void> {
  await page.evaluate(([theme, locale]) => localStorage.setItem('sealship.prefs', JSON.stringify({ theme, locale, density: 'roomy', sound: false })), [theme, locale]);
  await page.reload();
}

/** The page has settled: nothing is loading any more. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('#page')).toBeVisible();
  await expect(page.locator('[aria-busy=true], .bone')).toHaveCount(0);
  await page.waitForTimeout(250);
}
