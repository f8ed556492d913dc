// Days in the platform's zone, and how many moments fall on each.

const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
export const dayOf = (at: string | number) => DAY.format(new Date(at));

/** The last `n` days up to today. */
export const lastDays = (n: number, now = Date.now()): string[] => Array.from({ length: n }, (_, back) => dayOf(now - (n - 1 - back) * 86_400_000));

/** How many of the moments are of each day. */
export function perDay(days: readonly string[], moments: readonly string[]): number[] {
  const counts = new Map<string, number>();
  for (const at of moments) counts.set(dayOf(at), (counts.get(dayOf(at)) ?? 0) + 1);
  return days.map((day) => counts.get(day) ?? 0);
}
