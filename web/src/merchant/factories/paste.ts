// A table copied from a spreadsheet: our SKU, the factory's SKU, its name, the supply price in yuan; the last two may be left out.

export interface PastedRow { sku: string; fulfiller_sku: string; fulfiller_name: string; supply_fen: number | null }
export interface PastedTable { rows: PastedRow[]; /** Lines nobody can make sense of, as they were written. */ bad: string[] }

const PRICE = /^¥?\s*(\d{1,7})(?:\.(\d{1,2}))?$/;
const HEAD = /商家编码|编码|sku/i;

function priceOf(text: string): number | null | undefined {
  if (!text) return null;
  const found = PRICE.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : undefined;
}

export function readTable(text: string): PastedTable {
  const table: PastedTable = { rows: [], bad: [] };
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  for (const [n, line] of lines.entries()) {
    const [sku = '', theirs = '', name = '', price = ''] = line.split(/\t|,|，/).map((cell) => cell.trim());
    const supply_fen = priceOf(price);
    // A header, where there is one, is the first line, and no price.
    if (n === 0 && HEAD.test(sku) && HEAD.test(theirs)) continue;
    if (!sku || !theirs || supply_fen === undefined) table.bad.push(line.trim());
    else table.rows.push({ sku, fulfiller_sku: theirs, fulfiller_name: name, supply_fen });
  }
  return table;
}
