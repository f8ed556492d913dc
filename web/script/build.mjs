// Builds the three consoles and packs every text file with brotli, so that the doors embed and send them as they are.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const SIDES = ['merchant', 'factory', 'platform'];
const PACKED = new Set(['.js', '.css', '.svg']);
const wanted = process.argv.slice(2).filter((word) => SIDES.includes(word));

function files(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function pack(path) {
  const text = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  writeFileSync(`${path}.br`, brotliCompressSync(text, { params }));
  return gzipSync(text).length;
}

/** What the browser must have before the first page: the entry's scripts and styles, as the HTML names them. */
function first(side, sizes) {
  const html = readFileSync(join(root, 'dist', side, `${side}.html`), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((found) => found[1]);
  return named.reduce((sum, name) => sum + (sizes.get(join(root, 'dist', side, name)) ?? 0), 0);
}

for (const side of wanted.length > 0 ? wanted : SIDES) {
  process.env.SIDE = side;
  await build({ root, logLevel: 'warn' });
  const sizes = new Map();
  for (const path of files(join(root, 'dist', side)).filter((name) => PACKED.has(extname(name)))) sizes.set(path, pack(path));
  const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  const entry = first(side, sizes);
  const lazy = Math.max(0, ...[...sizes].filter(([path]) => path.endsWith('.js')).map(([, size]) => size).sort((a, b) => b - a).slice(1));
  console.log(`${side}: first load ${kib(entry)} gzip, largest other script ${kib(lazy)} gzip, ${sizes.size} files`);
}
