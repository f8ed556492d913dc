// The demo's last step can fail: whatever stands where a factory could have read it is found. `node --test script/demo.d/`
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { spellings } from './hunt.mjs';
import { csv } from './sample.mjs';
import { places, receivers, unread } from './unread.mjs';

const sample = Buffer.from(csv(20, 7, '69'));
/** In GB18030, with a header in words of its own and a phone a spreadsheet turned into a number. */
const gbk = Buffer.from(
  'b6a9b5a5b1e0bac52ccad5bbf5c8cb20d0d5c3fb28b1d8ccee292cc1aacfb5cad6bbfa2ccad5bbf5b5d8d6b72cc9ccc6b7c3fbb3c62ccafdc1bf0d' +
  '0a41312cc5b7d1f4fd932c22312e33393030303030303031452b3130222cd5e3bdadcaa1bdf0bbaacad0d2e5cedacad0c7efcab5c2b737bac533b6' +
  'b03230312cd5edccd72c310d0a', 'hex');
const told = (more = {}) => places({ factories: [{ seen: ['"name":"枕套 瑜伽垫"', more.answers ?? ''], heard: `assignments ${more.events ?? ''}` }], mails: [`To: f@x\n\n${more.mails ?? ''}`] });
const control = { answers: '瑜伽垫', events: 'assignments', mails: 'f@x' };
const KINDS = ['names', 'phones', 'addresses'];

test('nothing is found where nothing is', () => {
  const done = unread(sample, told(), control);
  assert.ok(done.names > 10 && done.phones === 20 && done.addresses === 40, JSON.stringify(done));
});

test('a name, a phone, an address planted in any place in any spelling is found', () => {
  const known = receivers(sample);
  for (const place of Object.keys(control)) for (const kind of KINDS) for (const plant of spellings(known[kind][3])) {
    assert.throws(() => unread(sample, told({ [place]: `..${plant}..` }), control), new RegExp(`${place} of a factory held`), plant);
  }
});

test('a mail is read through its lines and its encodings', () => {
  const name = receivers(sample).names[5];
  const code = Buffer.from(`收件人：${name}，请尽快`).toString('base64');
  const quoted = [...Buffer.from(`收件人${name}`)].map((byte) => `=${byte.toString(16).toUpperCase()}`);
  for (const mails of [`${code.slice(0, 20)}\r\n${code.slice(20)}`, [...quoted.slice(0, 12), '=\r\n', ...quoted.slice(12)].join('')]) {
    assert.throws(() => unread(sample, told({ mails: `\r\n${mails}\r\n` }), control), /mails of a factory held the name/);
  }
});

test('a place that was not looked at proves nothing', () => {
  assert.throws(() => unread(sample, { ...told(), events: '' }, control), /not looked at/);
  assert.throws(() => unread(Buffer.from('a,b\r\n1,2\r\n'), told(), control), /not known here/);
});

test('a file in GB18030, a phone as a number, a header of its own', () => {
  const { names, phones, addresses, goods } = receivers(gbk);
  assert.deepEqual([names, phones, goods], [['欧阳龘'], ['13900000001'], ['枕套']]);
  assert.ok(addresses.includes('秋实路7号3栋201'), addresses);
  assert.throws(() => unread(gbk, told({ answers: '13900000001' }), { ...control, answers: '枕套' }), /the phone/);
});

test('what everybody may read proves nothing and is told', () => {
  const text = '订单号,收件人,手机,地址,商品,数量\n1,金华,13900000002,浙江省金华市义乌市秋实路7号3栋201,杯,1\n2,欧阳龘,13900000003,浙江省金华市义乌市秋实路8号3栋201,杯,1\n';
  const { names, skipped } = receivers(Buffer.from(text));
  assert.deepEqual([names, skipped], [['欧阳龘'], 1]);
});

/** A workbook of one sheet: shared strings, an inline one, a number, an empty cell. */
function workbook() {
  const strings = ['订单号', '收件人', '手机', '地址', '商品', '欧阳&amp;龘', '广东省东莞市厚街镇9号5栋702'].map((one) => `<si><t>${one}</t></si>`).join('');
  const s = (at, n) => `<c r="${at}" t="s"><v>${n}</v></c>`;
  const rows = [[0, 1, 2, 3, 4].map((n) => s(`${'ABCDE'[n]}1`, n)).join(''), `<c r="A2"/>${s('B2', 5)}<c r="C2"><v>13900000004</v></c>${s('D2', 6)}<c r="E2" t="inlineStr"><is><t>杯</t></is></c>`];
  return zip({ 'xl/sharedStrings.xml': `<sst>${strings}</sst>`, 'xl/worksheets/sheet1.xml': `<worksheet>${rows.map((row) => `<row>${row}</row>`).join('')}</worksheet>` });
}

function zip(files) {
  const [local, central] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const packed = deflateRawSync(Buffer.from(text));
    const head = Buffer.alloc(30);
    const entry = Buffer.alloc(46);
    head.write('PK\x03\x04', 'latin1'); head.writeUInt16LE(name.length, 26);
    entry.write('PK\x01\x02', 'latin1'); entry.writeUInt16LE(8, 10); entry.writeUInt32LE(packed.length, 20); entry.writeUInt16LE(name.length, 28); entry.writeUInt32LE(at, 42);
    local.push(head, Buffer.from(name), packed); central.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1'); end.writeUInt16LE(central.length / 2, 10); end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, ...central, end]);
}

test('a workbook', () => {
  const { names, phones, addresses } = receivers(workbook());
  assert.deepEqual([names, phones], [['欧阳&龘'], ['13900000004']]);
  assert.ok(addresses.includes('东省东莞市厚街镇9号5栋702'.slice(-10)), addresses);
});
