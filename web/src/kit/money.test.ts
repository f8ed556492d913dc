import { describe, expect, it } from 'vitest';
import { fenOf, typed } from './money';

describe('money as it is typed', () => {
  it.each([['12', 1200], ['12.5', 1250], ['0.07', 7], [' ¥1,200.10 ', 120_010], ['￥3', 300], ['999999999.99', 99_999_999_999]])('%s', (text, fen) => expect(fenOf(text)).toBe(fen));
  it.each(['', '-1', '1.234', '1e5', '12元', '.5', '1.', '9999999999'])('is not %s', (text) => expect(fenOf(text)).toBeUndefined());
  it('and back', () => expect([typed(1200), typed(1250), typed(7)]).toEqual(['12', '12.50', '0.07']));
});
