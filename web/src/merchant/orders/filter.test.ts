import { expect, test } from 'vitest';
import { BLANK, filterOf, isNarrowed, isTooShort, lateFromNow } from './filter';

test('a search too short to be one narrows nothing, and does not look as if it did', () => {
  for (const find of ['7', '70', '703', '  703 ']) {
    const at = { stage: 'all', find };
    expect(filterOf(at)).toEqual({});
    expect(isNarrowed(at)).toBe(false);
    expect(isTooShort(at)).toBe(true);
  }
  expect(isTooShort({ find: '  ' })).toBe(false);
});

test('four characters are a beginning, six an end', () => {
  expect(filterOf({ stage: 'all', find: '7031' })).toEqual({ number_prefix: '7031' });
  expect(filterOf({ stage: 'all', find: '703112' })).toEqual({ number_tail: '703112' });
  expect(filterOf({ stage: 'all', find: '7031123' })).toEqual({ number_prefix: '7031123' });
  expect(isNarrowed({ find: '7031' })).toBe(true);
});

test('a view that is used leaves nothing of what was there', () => {
  const at = { stage: 'shipped', region: '330000', origin: 'platform', product: 'prd_1', productName: 'x', numbers: '1', cols: 'no', find: '7031', from: '2026-01-01', to: '2026-01-02', source: 's', fulfiller: 'f' };
  expect(filterOf({ ...at, ...BLANK, stage: 'all' })).toEqual({});
  expect(Object.values({ ...at, ...BLANK }).filter(Boolean)).toEqual([]);
});

test('late is one moment until it is asked for anew', () => {
  lateFromNow();
  const first = filterOf({ stage: 'all', late: '1' });
  expect(first.due_before).toMatch(/^\d{4}-/);
  expect(filterOf({ stage: 'all', late: '1' })).toEqual(first);
  expect(filterOf({ stage: 'all' }).due_before).toBeUndefined();
  expect(isNarrowed({ late: '1' })).toBe(true);
});
