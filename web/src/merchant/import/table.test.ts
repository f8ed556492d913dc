import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { badRows, csvRows, fileRows, writeCsv } from './table';

test('CSV as spreadsheets write it', () => {
  expect(csvRows('a,b\r\n1,"x, ""y""\r\nz"\r\n\r\n2,')).toEqual([['a', 'b'], ['1', 'x, "y"\r\nz'], [''], ['2', '']]);
  expect(csvRows('a\tb\n1\t2\n')).toEqual([['a', 'b'], ['1', '2']]);
});

test('bad rows come once, with every reason, under the header', () => {
  const table = [['店铺导出'], ['订单号', '手机'], ['1', '138'], ['2', '139'], ['3', '']];
  const rows = badRows(table, 2, [{ row: 5, column: '手机', reason: '没有填' }, { row: 3, column: '手机', reason: '号码不对' }, { row: 5, column: '订单号', reason: '重复' }], '原因');
  expect(rows).toEqual([['订单号', '手机', '原因'], ['1', '138', '手机：号码不对'], ['3', '', '手机：没有填；订单号：重复']]);
});

test('long numbers survive the spreadsheet they are opened in', () => {
  expect(writeCsv([['6925813200100020', '1'], ['a,b', 'say "x"']])).toBe('\uFEFF\t6925813200100020,1\r\n"a,b","say ""x"""\r\n');
});

test('GBK and a byte order mark', async () => {
  expect(await fileRows(new File([Uint8Array.from([0xb6, 0xa9, 0xb5, 0xa5, 0x2c, 0x31])], 'a.csv'), 'gb18030')).toEqual([['订单', '1']]);
  expect(await fileRows(new File(['\uFEFFa,b'], 'a.csv'), 'UTF-8')).toEqual([['a', 'b']]);
});

/** A zip with deflated entries, as spreadsheet programs write. */
function zip(files: Record<string, string>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(raw.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(at, 42);
    parts.push(local, Buffer.from(name), packed);
    index.push(central, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...index, end]));
}

test('a workbook: shared and inline text, numbers, holes, missing rows', async () => {
  const sheet = '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>数量</t></is></c></row><row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"/><c r="C3"><v>2</v></c></row></sheetData></worksheet>';
  const shared = '<sst><si><t>订单号</t></si><si><r><t>A&amp;</t></r><r><t>1</t></r></si></sst>';
  const rows = await fileRows(new File([zip({ 'xl/sharedStrings.xml': shared, 'xl/worksheets/sheet1.xml': sheet })], 'a.xlsx'), null);
  expect(rows).toEqual([['订单号', '', '数量'], [], ['A&1', '', '2']]);
});

test('the example file is what the import understands', () => {
  expect(csvRows(readFileSync('src/merchant/import/example.csv', 'utf8').replace(/^\uFEFF/, ''))[0]).toEqual(['订单编号', '商品名称', '规格', '商家编码', '数量', '单价', '收件人', '手机', '收货地址', '买家留言', '付款时间']);
});
