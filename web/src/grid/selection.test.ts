import { expect, test } from 'vitest';
import { asked, count, everything, gone, has, headState, keep, none, put, range, read, toggle, written } from './selection';

const rows = ['a', 'b', 'c', 'd', 'e'];

test('a row is ticked and unticked', () => {
  const once = toggle(none, 'b');
  expect(has(once, 'b')).toBe(true);
  expect(has(once, 'a')).toBe(false);
  expect(toggle(once, 'b')).toEqual(none);
});

test('all means every row of the filter, also those nobody has loaded', () => {
  expect(has(everything, 'never seen')).toBe(true);
  expect(count(everything, 3173)).toBe(3173);
  expect(count(everything, undefined)).toBeUndefined();
});

test('unticking under all is an exception, ticking again takes it back', () => {
  const but = toggle(toggle(everything, 'b'), 'd');
  expect(has(but, 'b')).toBe(false);
  expect(count(but, 10)).toBe(8);
  expect(asked(but, { stage: 'to_assign' })).toEqual({ filter: { stage: 'to_assign' }, except: ['b', 'd'] });
  expect(asked(toggle(but, 'b'), {})).toEqual({ filter: {}, except: ['d'] });
});

test('a range runs either way and gets what its anchor has', () => {
  expect(asked(range(toggle(none, 'b'), rows, 'b', 'd'), {})).toEqual({ ids: ['b', 'c', 'd'] });
  expect(asked(range(toggle(none, 'd'), rows, 'd', 'b'), {})).toEqual({ ids: ['d', 'b', 'c'] });
  const all = put(none, rows, true);
  expect(asked(range(toggle(all, 'b'), rows, 'b', 'd'), {})).toEqual({ ids: ['a', 'e'] });
});

test('a range whose anchor is gone is one tick', () => {
  expect(asked(range(none, rows, 'z', 'c'), {})).toEqual({ ids: ['c'] });
});

test('the box in the header', () => {
  expect(headState(none, rows)).toBe('none');
  expect(headState(none, [])).toBe('none');
  expect(headState(toggle(none, 'a'), rows)).toBe('some');
  expect(headState(put(none, rows, true), rows)).toBe('all');
  expect(headState(everything, rows)).toBe('all');
  expect(headState(toggle(everything, 'a'), rows)).toBe('some');
  expect(headState(put(everything, rows, false), rows)).toBe('some');
});

test('gone rows lose their ticks, and nothing changes where nothing is gone', () => {
  const some = put(none, ['a', 'b'], true);
  expect(asked(keep(some, (id) => id !== 'a'), {})).toEqual({ ids: ['b'] });
  expect(keep(some, () => true)).toBe(some);
  expect(keep(everything, () => false)).toBe(everything);
});

const placed = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]));

test('what left a whole list is known; in a list with more to come, only what was loaded and did not move on', () => {
  const ticked = put(none, ['a', 'e', 'far'], true);
  expect(gone(ticked, new Map(), rows, false)).toEqual(['far']);
  expect(gone(ticked, new Map(), rows, true)).toEqual([]);
  expect(gone(ticked, placed(rows), ['b', 'c', 'd', 'e', 'f'], true)).toEqual(['a']);
  // One came in at the front: the last row is on a page that is not loaded.
  expect(gone(ticked, placed(rows), ['new', 'a', 'b', 'c', 'd'], true)).toEqual([]);
  // The list began anew with fewer pages.
  expect(gone(ticked, placed(rows), ['a', 'b'], true)).toEqual([]);
  expect(gone(everything, placed(rows), [], false)).toEqual([]);
});

test('a selection is kept for its filter alone', () => {
  const ticked = put(none, ['a', 'b'], true);
  expect(read(written(ticked, 'f'), 'f')).toEqual(ticked);
  expect(read(written(toggle(everything, 'c'), 'f'), 'f')).toEqual(toggle(everything, 'c'));
  expect(read(written(ticked, 'f'), 'g')).toBe(none);
  expect(read(null, 'f')).toBe(none);
});

test('ten thousand rows are ticked in one go', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => `id${n}`);
  const begun = performance.now();
  const ticked = range(toggle(none, 'id0'), many, 'id0', 'id9999');
  expect(count(ticked, undefined)).toBe(10_000);
  expect(performance.now() - begun).toBeLessThan(200);
});
