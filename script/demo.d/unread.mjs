// The proof that nobody on the way read the buyer: what the factories were told, searched for every receiver of the file.
import { readFileSync } from 'node:fs';
import { Hunt, mail, spellings } from './hunt.mjs';
import { FACTORIES, MERCHANTS, PERSON, SENDER } from './people.mjs';
import { rows } from './sheet.mjs';

/** The headers the intake itself knows, out of its one table. */
const HEADER = new URL('../../shared/src/vault/intake/header.rs', import.meta.url);
const words = (field) => {
  const [, list] = new RegExp(`^    ${field} = "\\w+" \\[(.*)\\];$`, 'm').exec(readFileSync(HEADER, 'utf8'));
  return new Set([...list.matchAll(/"([^"]+)"/g)].map((m) => fold(m[1])));
};
const fold = (text) => bare(text).normalize('NFKC').toLowerCase().replace(/[(【[<].*?[)】\]>]/g, '').replace(/[\s*:_\-.#'"]/g, '');

/** A cell without what guards it from a spreadsheet. */
const bare = (text) => (text ?? '').replace(/^\uFEFF/, '').trim().replace(/^="(.*)"$/, '$1').replace(/^'/, '').trim();

/** The columns under the row that says most of what a receiver is. */
function columns(all) {
  const known = { name: words('Name'), phone: words('Phone'), address: new Set([...words('Address'), ...words('FullAddress')]) };
  const goods = new Set(['Product', 'Sku', 'Spec', 'Barcode'].flatMap((field) => [...words(field)]));
  const region = new Set(['Area', 'Province', 'City', 'District'].flatMap((field) => [...words(field)]));
  const of = (row, set) => row.flatMap((cell, at) => (set.has(fold(cell)) ? [at] : []));
  const read = (row, at) => ({ at, ...Object.fromEntries(Object.entries(known).map(([field, set]) => [field, of(row, set)])), goods: of(row, goods), region: of(row, region) });
  const heads = all.slice(0, 50).map(read).filter((head) => head.name.length && head.phone.length && head.address.length);
  if (!heads.length) throw new Error('the file\'s columns of receivers are not known here: nothing could be looked for');
  return heads[0];
}

/** 13800138000 however a spreadsheet wrote it; a landline with its dashes and without. */
function phones(cell) {
  const text = /^\d(\.\d+)?E\+?\d+$/i.test(cell) ? String(Number(cell)) : cell.normalize('NFKC');
  const digits = text.replace(/\D/g, '');
  const mobile = /1[3-9]\d{9}/.exec(digits)?.[0];
  return mobile ? [mobile] : [text.replace(/\s/g, ''), digits].filter((one) => one.length >= 7);
}

/** The end of an address, where building, unit and room stand; and all of it. */
function tails(cell) {
  const letters = [...cell.replace(/\s/g, '')];
  return [letters.join(''), letters.slice(-10).join('')].filter((one) => [...one].length >= 6);
}

/** Province, city and district, which a factory may read, where an address begins with them. */
const region = (address) => /^.{0,20}[省市区县旗盟州]/.exec(address)?.[0] ?? '';

/** What must be found nowhere; the goods, which everybody may read; and how many words say both and prove nothing. */
export function receivers(bytes) {
  const all = rows(bytes);
  const head = columns(all);
  const said = (at) => [...new Set(all.slice(head.at + 1).flatMap((row) => at.map((n) => bare(row[n]))).filter(Boolean))];
  const [goods, addresses] = [said(head.goods), said(head.address)];
  const allowed = [...goods, ...said(head.region), ...addresses.map(region), JSON.stringify([MERCHANTS, FACTORIES, PERSON, SENDER])].join('\n');
  const some = (cells, of) => [...new Set(cells.flatMap(of))];
  const lists = {
    names: some(said(head.name), (cell) => ([...cell].length > 1 ? [cell] : [])),
    phones: some(said(head.phone), phones),
    addresses: some(addresses, tails),
  };
  const kept = Object.fromEntries(Object.entries(lists).map(([kind, list]) => [kind, list.filter((word) => !allowed.includes(word))]));
  const count = (of) => Object.values(of).flat().length;
  return { goods, ...kept, skipped: count(lists) - count(kept) };
}

/** What each kind of place holds, as text. */
export const places = ({ factories, mails }) => ({
  answers: factories.flatMap((factory) => factory.seen).join('\n'),
  events: factories.map((factory) => factory.heard ?? '').join('\n'),
  mails: mails.map((eml) => `${eml}\n${mail(eml)}`).join('\n'),
});

/** Throws if a receiver stands anywhere, or if a place could not have shown one. Answers how much was searched for what. */
export function unread(bytes, told, control) {
  const { names, phones, addresses, skipped } = receivers(bytes);
  for (const [kind, list] of Object.entries({ names, phones, addresses })) if (!list.length) throw new Error(`the file has no ${kind}: nothing could be looked for`);
  const hunt = new Hunt([...names, ...phones, ...addresses]);
  sees(hunt, [names[0], phones[0], addresses[0]]);
  for (const [place, text] of Object.entries(told)) {
    if (!text.includes(control[place])) throw new Error(`the ${place} were not looked at: ${control[place]} is not in them`);
    const [found] = hunt.search(text);
    if (found) throw new Error(`the ${place} of a factory held ${kind({ names, phones, addresses }, found)} of a receiver`);
    if (/\b1[3-9]\d{9}\b/.test(text)) throw new Error(`the ${place} of a factory held what looks like a mobile`);
  }
  return { names: names.length, phones: phones.length, addresses: addresses.length, skipped, bytes: Object.values(told).join('').length };
}

const kind = (lists, word) => ({ names: 'the name', phones: 'the phone', addresses: 'the address' })[Object.keys(lists).find((one) => lists[one].includes(word))];

/** A search that finds nothing it is shown proves nothing. */
function sees(hunt, some) {
  for (const word of some) for (const spelling of spellings(word)) {
    if (!hunt.search(`..${spelling}..`).has(word)) throw new Error('the search misses what is planted');
  }
}
