// The first rows of a list, to count and to sum up: bounded, and honest about being so.
import type { PageOf } from '../api/pages';

export interface Few<T> {
  rows: T[];
  /** There are more than were read. */
  more: boolean;
}

/** At most `most` rows, in pages of 200. */
export async function few<T>(fetch: (cursor: string | undefined) => Promise<PageOf<T>>, most = 200): Promise<Few<T>> {
  const rows: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await fetch(cursor);
    rows.push(...page.items);
    if (!page.next || rows.length >= most) return { rows, more: Boolean(page.next) };
    cursor = page.next;
  }
}

/** The number for a tab. */
export const countOf = (some: Few<unknown> | undefined) => (some ? { n: some.rows.length, more: some.more } : undefined);

/** The number for the tab of all. */
export function sumOf(all: readonly (Few<unknown> | undefined)[]) {
  if (all.some((each) => !each)) return undefined;
  return { n: all.reduce((sum, each) => sum + (each?.rows.length ?? 0), 0), more: all.some((each) => each?.more) };
}
