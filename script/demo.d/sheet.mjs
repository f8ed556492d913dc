// Reads a merchant's file as rows of text, apart from the product: CSV in UTF-8 or GB18030, or the sheets of a workbook.
import { inflateRawSync } from 'node:zlib';

/** Every row of the file as a list of cells. */
export const rows = (bytes) => (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04' ? workbook(bytes) : table(text(bytes)));

function text(bytes) {
  try { return new TextDecoder('utf-8', { fatal: true }).decode(bytes); } catch { return new TextDecoder('gb18030').decode(bytes); }
}

/** The delimiter is the one that stands most often in the first lines. */
function table(text) {
  const head = text.split('\n').slice(0, 20).join('\n');
  const count = (mark) => head.split(mark).length;
  const [delimiter] = [',', '\t', ';', '|'].sort((a, b) => count(b) - count(a));
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${delimiter}\\r\\n]*))(${delimiter === '|' ? '\\|' : delimiter}|\\r?\\n|$)`, 'gy');
  const all = [];
  let row = [];
  for (let m = cell.exec(text); m && cell.lastIndex <= text.length; m = cell.exec(text)) {
    row.push(m[1]?.replaceAll('""', '"') ?? m[2]);
    if (m[3] !== delimiter) { all.push(row); row = []; }
    if (m[0] === '' || cell.lastIndex === text.length) break;
  }
  return row.length ? [...all, row] : all;
}

/** The parts of a zip archive by name, from its directory at the end. */
function parts(bytes) {
  let at = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const found = new Map();
  const total = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (let n = 0; n < total; n += 1) {
    const [method, packed, name, extra, note, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(from, from + packed);
    found.set(bytes.toString('utf8', at + 46, at + 46 + name), () => (method === 8 ? inflateRawSync(raw) : raw).toString('utf8'));
    at += 46 + name + extra + note;
  }
  return found;
}

const NAMED = { lt: '<', gt: '>', amp: '&', quot: '"', apos: '\'' };
const plain = (xml) => xml.replace(/<[^>]*>/g, '').replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
  (whole, hex, decimal, name) => (name ? NAMED[name] ?? whole : String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal))));
const inside = (xml, tag) => [...xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:\\w+:)?${tag}>`, 'g'))].map((m) => m[1]);

function workbook(bytes) {
  const all = parts(bytes);
  // What a reader of phonetics is helped with is no text of the cell.
  const shared = inside(all.get('xl/sharedStrings.xml')?.() ?? '', 'si').map((one) => plain(one.replace(/<rPh[\s\S]*?<\/rPh>/g, '')));
  const sheets = [...all.keys()].filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  return sheets.flatMap((name) => inside(all.get(name)(), 'row').map((row) => cells(row, shared)));
}

function cells(row, shared) {
  const out = [];
  for (const [, about, body] of row.matchAll(/<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)) {
    const letters = /\br="([A-Z]+)/.exec(about ?? '')?.[1];
    const at = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : out.length;
    const value = inside(body ?? '', 'v')[0] ?? inside(body ?? '', 'is')[0] ?? '';
    out[at] = /\bt="s"/.test(about ?? '') ? shared[Number(value)] ?? '' : plain(value);
  }
  return Array.from(out, (cell) => cell ?? '');
}
