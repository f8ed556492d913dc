import { describe, expect, it } from 'vitest';
import { ceilingOf } from './scale';

describe('the top of a chart', () => {
  it.each([[0, 4], [3, 4], [4, 4], [5, 5], [6, 10], [11, 20], [21, 40], [41, 50], [999, 1000], [1001, 2000]])('for %i is %i', (most, top) => expect(ceilingOf(most)).toBe(top));
});
