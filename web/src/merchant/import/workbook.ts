// The first sheet of an XLSX as text, with what a browser has: a zip of XML. Only for the merchant's own eyes; the platform
// reads the file itself and strictly.

interface Entry { at: number; packed: number; size: number; method: number }

function entries(view: DataView): Map<string, Entry> {
  let end = view.byteLength - 22;
  while (end > 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  const found = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let n = view.getUint16(end + 10, true); n > 0; n -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    const path = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, name));
    found.set(path, { at: view.getUint32(at + 42, true), packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true), method: view.getUint16(at + 10, true) });
    at += 46 + name + extra + comment;
  }
  return found;
}

const MOST = 256 * 1024 * 1024;

async function text(view: DataView, entry: Entry | undefined): Promise<string> {
  if (!entry || entry.size > MOST) return '';
  const begin = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const bytes = new Uint8Array(view.buffer, begin, entry.packed);
  if (entry.method === 0) return new TextDecoder().decode(bytes);
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Response(stream).text();
}

const plain = (xml: string) => xml.replace(/<[^>]+>/g, '').replace(/&(lt|gt|quot|apos|amp|#x?[\da-f]+);/gi, (_, name: string) => {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return named[name] ?? String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
});

const column = (name: string) => [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/** Rows of the first sheet; row n of the sheet is at n − 1. */
export async function workbookRows(bytes: ArrayBuffer): Promise<string[][]> {
  const view = new DataView(bytes);
  const all = entries(view);
  const shared = [...(await text(view, all.get('xl/sharedStrings.xml'))).matchAll(/<si>([\s\S]*?)<\/si>/g)].map(([, si]) => [...(si ?? '').matchAll(/<t[^>]*>([\s\S]*?)<\/t>/g)].map(([, t]) => plain(t ?? '')).join(''));
  const sheet = [...all.keys()].filter((path) => /^xl\/worksheets\/[^/]+\.xml$/.test(path)).sort()[0];
  const rows: string[][] = [];
  for (const [, number, body] of (await text(view, all.get(sheet ?? ''))).matchAll(/<row[^>]*?r="(\d+)"[^>]*>([\s\S]*?)<\/row>/g)) {
    const row: string[] = [];
    for (const [, at, kind, inner] of (body ?? '').matchAll(/<c r="([A-Z]+)\d+"([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const value = /<v>([\s\S]*?)<\/v>/.exec(inner ?? '')?.[1];
      row[column(at ?? 'A')] = kind?.includes('t="s"') ? (shared[Number(value)] ?? '') : kind?.includes('inlineStr') ? plain(inner ?? '') : plain(value ?? '');
    }
    rows[Number(number) - 1] = Array.from(row, (cell) => cell ?? '');
  }
  return Array.from(rows, (row) => row ?? []);
}
