// Money as it is typed: yuan with at most two decimals, read without floating point.

/** Fen of a typed amount, or undefined if it is not one: `12`, `12.5`, `1,200.00`, `¥3`. */
export function fenOf(typed: string): number | undefined {
  const found = /^[¥￥]?(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(/[,，\s]/g, ''));
  if (!found) return undefined;
  return Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
}

/** The other way round, as one would type it. */
export const typed = (fen: number) => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2));
