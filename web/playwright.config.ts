// The consoles in Debian's Chromium against the real services; one house for the whole run.
import { defineConfig } from '@playwright/test';
import { resolve } from 'node:path';

export default defineConfig({
  testDir: 'tests',
  globalSetup: './tests/setup.ts',
  workers: 1,
  timeout: 60_000,
  globalTimeout: 1_500_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 10_000,
    trace: 'off',
    launchOptions: {
      executablePath: '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
      // The label fonts are the only Chinese ones a bare machine has.
      env: { ...process.env, XDG_DATA_HOME: resolve('test-results/xdg') } as Record<string, string>,
    },
  },
});
