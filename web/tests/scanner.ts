// A hand scanner, and the same one while a Chinese input method listens: keys at its own pace, whatever the machine's load.
import type { Page } from '@playwright/test';

async function keys(page: Page, all: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    const at = document.activeElement ?? document.body;
    for (const key of all) at.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  }, all);
}

export const scan = (page: Page, code: string) => keys(page, [...code, 'Enter']);
/** The input method takes every key: the page hears that there was one, not which. */
export const scanMuffled = (page: Page, code: string) => keys(page, [...code].map(() => 'Process'));
