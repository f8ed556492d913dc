// One package, three consoles: SIDE says which; script/build.mjs builds all, `SIDE=merchant npx vite` serves one for work on it.
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const side = process.env['SIDE'] ?? 'merchant';
const ports: Record<string, number> = { merchant: 8081, factory: 8082, platform: 8083 };
const door = process.env['DOOR'] ?? `http://localhost:${ports[side]}`;

/** In development every address is the console's page, as it is behind the door. */
const fallback: Plugin = {
  name: 'fallback',
  configureServer({ middlewares }) {
    middlewares.use((request, _answer, next) => {
      if (request.headers.accept?.includes('text/html') && !request.url?.startsWith('/v1')) request.url = `/${side}.html`;
      next();
    });
  },
};

export default defineConfig({
  plugins: [react(), fallback],
  html: { cspNonce: '__NONCE__' },
  build: {
    outDir: `dist/${side}`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: `${side}.html`,
      // What most pages use comes once, with the frame; the calendar and the QR code come with the pages that show them.
      output: { codeSplitting: { groups: [{ name: 'base', test: /node_modules\/(?!(@rc-component\/(picker|qrcode|upload)|dayjs|antd\/(es|locale)\/(date-picker|calendar|time-picker|qr-code))\b)|src\/(frame(?!\/party)|kit|grid|api)\// }] } },
    },
  },
  // The proxied door must see the browser's own proof of where a request comes from, so the origin is left alone.
  server: { proxy: { '/v1': { target: door, ws: true } } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
