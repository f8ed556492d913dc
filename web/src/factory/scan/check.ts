// Verifying a parcel against its label: what was scanned, and what that means. No screen, no network.

export interface Want { line: string; name: string; spec: string; codes: readonly string[]; quantity: number; got: number }
export interface Open { parcel: string; number: string; wants: readonly Want[] }
export type Heard =
  | { kind: 'label' }
  | { kind: 'item'; open: Open; line: string; whole: boolean }
  | { kind: 'foreign' }
  | { kind: 'surplus'; name: string };

const same = (a: string, b: string) => a.trim().toUpperCase() === b.trim().toUpperCase();
export const isWhole = (open: Open) => open.wants.every(({ got, quantity }) => got >= quantity);
export const pieces = (open: Open) => open.wants.reduce((sum, { quantity }) => sum + quantity, 0);
export const gotten = (open: Open) => open.wants.reduce((sum, { got }) => sum + got, 0);

/** What a code means while a parcel is open. A code that fits several lines goes to the first that still wants one. */
export function hear(open: Open, code: string): Heard {
  if (same(open.number, code)) return { kind: 'label' };
  const fits = open.wants.filter(({ codes }) => codes.some((each) => same(each, code)));
  const [first] = fits;
  if (!first) return { kind: 'foreign' };
  const want = fits.find(({ got, quantity }) => got < quantity);
  return want ? one(open, want) : { kind: 'surplus', name: first.name };
}

/** A piece counted by hand: goods may have no code at all. */
export function byHand(open: Open, line: string): Heard {
  const want = open.wants.find((each) => each.line === line);
  if (!want) return { kind: 'foreign' };
  return want.got < want.quantity ? one(open, want) : { kind: 'surplus', name: want.name };
}

function one(open: Open, want: Want): Heard {
  const next = { ...open, wants: open.wants.map((each) => (each === want ? { ...each, got: each.got + 1 } : each)) };
  return { kind: 'item', open: next, line: want.line, whole: isWhole(next) };
}
