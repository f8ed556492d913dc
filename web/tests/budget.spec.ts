// What a browser must fetch: before the first page, and for each page after it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { signIn, test, world } from './at';

const KIB = 1024;
const size = (side: string, name: string) => gzipSync(readFileSync(join('dist', side, 'assets', name))).length / KIB;

for (const side of ['merchant', 'factory', 'platform'] as const) {
  test(`what the ${side}'s pages weigh`, async ({ page }) => {
    const got: string[] = [];
    page.on('response', (answer) => { const name = /\/assets\/([^?]+\.(?:js|css))$/.exec(answer.url())?.[1]; if (name && !got.includes(name)) got.push(name); });
    await page.goto(world()[side]);
    await page.locator('.desk-sheet').waitFor();
    const entry = got.reduce((sum, name) => sum + size(side, name), 0);
    console.log(`${side}: entry ${entry.toFixed(0)} KiB gzip (≤ 380)`);
    expect(entry).toBeLessThanOrEqual(380);
    let before = got.length;
    await signIn(page, side, side === 'merchant' ? 'merchant1@example.com' : 'factory1@example.com');
    for (const link of await page.locator('.nav-item').all()) {
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await link.click();
      await page.waitForTimeout(300);
      const route = got.slice(before).reduce((sum, name) => sum + size(side, name), 0);
      console.log(`${side}: ${await link.getAttribute('href')} ${route.toFixed(0)} KiB gzip (≤ 60)`);
      before = got.length;
      expect(route).toBeLessThanOrEqual(60);
    }
    expect(readdirSync(join('dist', side, 'assets')).filter((name) => name.endsWith('.js')).every((name) => readdirSync(join('dist', side, 'assets')).includes(`${name}.br`))).toBe(true);
  });
}
