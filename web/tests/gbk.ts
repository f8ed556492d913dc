// GBK bytes, as shops' back offices still write them: the browser's own decoder, turned round.
let table: Map<string, number> | undefined;

function pairs(): Map<string, number> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gbk');
  for (let high = 0x81; high <= 0xfe; high += 1) {
    for (let low = 0x40; low <= 0xfe; low += 1) {
      if (low === 0x7f) continue;
      const letter = decoder.decode(Uint8Array.of(high, low));
      if ([...letter].length === 1 && letter !== '\uFFFD' && !table.has(letter)) table.set(letter, (high << 8) | low);
    }
  }
  return table;
}

export function gbk(text: string): Buffer {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const pair = pairs().get(letter);
    if (code < 0x80) bytes.push(code);
    else if (pair !== undefined) bytes.push(pair >> 8, pair & 0xff);
    else throw new Error(`no GBK for ${letter}`);
  }
  return Buffer.from(bytes);
}
