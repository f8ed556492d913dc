// The merchant's own copy as rows of text, read in the browser: to show what stands in a bad row and to write the bad rows again.
import { workbookRows } from './workbook';

export type Table = readonly (readonly string[])[];

/** Reads CSV text: quotes, quotes in quotes, line ends in quotes, comma or tab. */
export function csvRows(text: string): string[][] {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const apart = first.includes('\t') && !first.includes(',') ? '\t' : first.includes(';') && !first.includes(',') ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => { row.push(cell); cell = ''; };
  const endRow = () => { endCell(); rows.push(row); row = []; };
  for (let n = 0; n < text.length; n += 1) {
    const at = text[n] ?? '';
    if (quoted) {
      if (at !== '"') cell += at;
      else if (text[n + 1] === '"') { cell += '"'; n += 1; }
      else quoted = false;
    } else if (at === '"' && cell === '') quoted = true;
    else if (at === apart) endCell();
    else if (at === '\n') endRow();
    else if (at !== '\r' || text[n + 1] !== '\n') { if (at === '\r') endRow(); else cell += at; }
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** CSV that spreadsheets open without harm: a byte order mark, and numbers too long for them kept as text. */
export function writeCsv(rows: Table): string {
  const safe = (cell: string) => quote(/^\d{12,}$/.test(cell) ? `\t${cell}` : cell);
  return `\uFEFF${rows.map((row) => row.map(safe).join(',')).join('\r\n')}\r\n`;
}

/** The rows of a file; row n of the file is at n − 1. `encoding` is what the platform found. */
export async function fileRows(file: File, encoding: string | null | undefined): Promise<Table> {
  const bytes = await file.arrayBuffer();
  if (new Uint8Array(bytes, 0, 2).join() === '80,75') return workbookRows(bytes);
  const label = encoding?.toLowerCase().startsWith('utf-8') ? 'utf-8' : (encoding ?? 'gb18030');
  return csvRows(new TextDecoder(label).decode(bytes).replace(/^\uFEFF/, ''));
}

export interface Bad {
  row?: number | null | undefined;
  column: string;
  reason: string;
}

/** The header, then each bad row once, with all that is wrong with it in a last column. */
export function badRows(table: Table, header: number, bad: readonly Bad[], title: string): string[][] {
  const reasons = new Map<number, string[]>();
  for (const { row, column, reason } of bad) if (row && row > header) reasons.set(row, [...(reasons.get(row) ?? []), column ? `${column}：${reason}` : reason]);
  const head = table[header - 1] ?? [];
  const rows = [...reasons].sort(([a], [b]) => a - b).map(([row, said]) => [...head.map((_, n) => table[row - 1]?.[n] ?? ''), said.join('；')]);
  return [[...head, title], ...rows];
}

export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
