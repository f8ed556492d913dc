// Small pieces of text that look the same everywhere: order numbers, money, masks, counts, states.
import type { components } from '../api/merchant';
import { num } from '../frame/words';

type Count = components['schemas']['Count'];

/** An order or tracking number: the last four are what people compare. */
export function No({ of }: { of: string }) {
  const cut = Math.max(0, of.length - 4);
  return <span className="no">{of.slice(0, cut)}<b>{of.slice(cut)}</b></span>;
}

export const fen = (amount: number) => `¥${(amount / 100).toLocaleString('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
export const Fen = ({ of }: { of: number }) => <span className="num">{fen(of)}</span>;

/** A counted number; the doors stop counting at 1,000, a page may stop sooner. */
export const counted = (count: Count | undefined) => (count === undefined ? '' : count.more ? `${num(Math.min(count.n, 999))}+` : num(count.n));

/** A state: a dot and a word, never colour alone. */
export function Dot({ tone, children }: { tone: 'wait' | 'go' | 'good' | 'bad' | 'idle'; children: string }) {
  return <span className={`dot ${tone}`}>{children}</span>;
}

export interface Masked { name: string; phone: string; region: string; address: string }

/** A receiver as far as anybody sees one here. */
export function Mask({ of }: { of: Masked | null | undefined }) {
  if (!of) return <span className="quiet">—</span>;
  return (
    <span className="two">
      <span className="num">{of.name} {of.phone}</span>
      <span className="second">{of.address.startsWith(of.region) ? of.address : of.region + of.address}</span>
    </span>
  );
}
