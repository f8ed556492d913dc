// How a selection is spread over factories so that the busiest is as idle as can be.

export interface Load {
  id: string;
  /** What it has in hand. */
  load: number;
  /** How many more it takes today; undefined where nobody set a limit. */
  room?: number | undefined;
}

/** Gives `n` orders to the factories, each next one to the least loaded that has room; what fits nowhere is left over. */
export function level(n: number, factories: readonly Load[]): { shares: Record<string, number>; left: number } {
  const shares: Record<string, number> = Object.fromEntries(factories.map(({ id }) => [id, 0]));
  let left = n;
  let open = factories.filter(({ room }) => room === undefined || room > 0);
  while (left > 0 && open.length > 0) {
    const height = ({ id, load }: Load) => load + (shares[id] ?? 0);
    const lowest = Math.min(...open.map(height));
    const low = open.filter((each) => height(each) === lowest);
    const next = Math.min(...open.filter((each) => height(each) > lowest).map(height));
    const rise = Math.min(next - lowest, ...low.map(({ id, room }) => (room ?? Infinity) - (shares[id] ?? 0)), Math.floor(left / low.length) || 1);
    for (const { id } of low) {
      const some = Math.min(rise, left);
      shares[id] = (shares[id] ?? 0) + some;
      left -= some;
    }
    open = open.filter(({ id, room }) => room === undefined || (shares[id] ?? 0) < room);
  }
  return { shares, left };
}
