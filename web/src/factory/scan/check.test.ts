import { describe, expect, it } from 'vitest';
import { byHand, gotten, hear, isWhole, pieces, type Open } from './check';

const open: Open = {
  parcel: 'p', number: '73129001234567',
  wants: [
    { line: 'a', name: '纯棉四件套', spec: '1.8m', codes: ['6901234500011', 'SJ-4'], quantity: 1, got: 0 },
    { line: 'b', name: '真丝枕套', spec: '48×74', codes: ['6901234500028'], quantity: 2, got: 0 },
    { line: 'c', name: '真丝枕套（赠）', spec: '48×74', codes: ['6901234500028'], quantity: 1, got: 0 },
  ],
};
const scan = (from: Open, ...codes: string[]) => codes.reduce((now, code) => { const heard = hear(now, code); return heard.kind === 'item' ? heard.open : now; }, from);

describe('verifying a parcel', () => {
  it('knows its own label again', () => expect(hear(open, '73129001234567')).toEqual({ kind: 'label' }));
  it('stops at goods that are not in it', () => expect(hear(open, '6901234500099')).toEqual({ kind: 'foreign' }));
  it('takes a sku as well as a barcode, in any case', () => expect(hear(open, 'sj-4')).toMatchObject({ kind: 'item', line: 'a', whole: false }));
  it('fills equal codes line by line', () => {
    const three = scan(open, '6901234500028', '6901234500028', '6901234500028');
    expect(three.wants.map(({ got }) => got)).toEqual([0, 2, 1]);
  });
  it('tells one too many from a stranger', () => expect(hear(scan(open, 'SJ-4'), 'SJ-4')).toEqual({ kind: 'surplus', name: '纯棉四件套' }));
  it('counts by hand what has no code, line by line and never too many', () => {
    const bare: Open = { ...open, wants: [{ line: 'x', name: '赠品', spec: '', codes: [], quantity: 1, got: 0 }, { line: 'y', name: '赠品', spec: '', codes: [], quantity: 1, got: 0 }] };
    const half = byHand(bare, 'y');
    expect(half).toMatchObject({ kind: 'item', line: 'y', whole: false });
    if (half.kind !== 'item') return;
    expect(byHand(half.open, 'y')).toEqual({ kind: 'surplus', name: '赠品' });
    expect(byHand(half.open, 'x')).toMatchObject({ kind: 'item', whole: true });
    expect(byHand(bare, 'z')).toEqual({ kind: 'foreign' });
  });
  it('is whole once every piece was seen, and not before', () => {
    const most = scan(open, 'SJ-4', '6901234500028', '6901234500028');
    expect([isWhole(most), gotten(most), pieces(most)]).toEqual([false, 3, 4]);
    expect(hear(most, '6901234500028')).toMatchObject({ kind: 'item', whole: true });
  });
});
