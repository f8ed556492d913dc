import { expect, test } from 'vitest';
import { level } from './level';

test('the idle are filled up first', () => {
  expect(level(10, [{ id: 'a', load: 10 }, { id: 'b', load: 0 }])).toEqual({ shares: { a: 0, b: 10 }, left: 0 });
  expect(level(30, [{ id: 'a', load: 10 }, { id: 'b', load: 0 }])).toEqual({ shares: { a: 10, b: 20 }, left: 0 });
});

test('equals get equal shares, the odd one goes to the first', () => {
  expect(level(7, [{ id: 'a', load: 5 }, { id: 'b', load: 5 }, { id: 'c', load: 5 }])).toEqual({ shares: { a: 3, b: 2, c: 2 }, left: 0 });
});

test('nobody gets more than fits, and what fits nowhere is told', () => {
  expect(level(100, [{ id: 'a', load: 0, room: 20 }, { id: 'b', load: 500 }])).toEqual({ shares: { a: 20, b: 80 }, left: 0 });
  expect(level(100, [{ id: 'a', load: 0, room: 20 }, { id: 'b', load: 0, room: 0 }])).toEqual({ shares: { a: 20, b: 0 }, left: 80 });
});

test('many orders over many factories are quick and whole', () => {
  const factories = Array.from({ length: 200 }, (_, n) => ({ id: `f${n}`, load: (n * 37) % 900 }));
  const begun = performance.now();
  const { shares, left } = level(100_000, factories);
  expect(Object.values(shares).reduce((sum, n) => sum + n, 0) + left).toBe(100_000);
  expect(performance.now() - begun).toBeLessThan(100);
});
