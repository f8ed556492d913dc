// The upright axis of a chart.

/** A round number at or above the highest value: 1, 2, 5 and their tens. */
export function ceilingOf(most: number): number {
  if (most <= 4) return 4;
  const ten = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 5, 10].map((step) => step * ten).find((step) => step >= most) ?? most;
}
