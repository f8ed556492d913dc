// Kinds of jobs in words, and the jobs of each.
import type { Say } from '../../frame/words';
import type { Job } from '../data';
import { book } from './words';

type Key = keyof typeof book.zh;
type W = Say<Key>;
const known = (key: string): key is Key => key in book.zh;

export const kindName = (kind: string, w: W) => (known(kind) ? w(kind) : kind);
export function kindHelp(kind: string, w: W): { meaning: string; remedy: string } {
  const [m, d] = [`m_${kind}`, `d_${kind}`];
  return { meaning: known(m) ? w(m) : w('m_other'), remedy: known(d) ? w(d) : w('d_other') };
}

export interface OfKind { kind: string; n: number; oldest: string }

/** How many of each kind, the most first. */
export function byKind(jobs: readonly Job[]): OfKind[] {
  const groups = new Map<string, OfKind>();
  for (const { kind, created_at: at } of jobs) {
    const group = groups.get(kind);
    if (!group) groups.set(kind, { kind, n: 1, oldest: at });
    else groups.set(kind, { kind, n: group.n + 1, oldest: at < group.oldest ? at : group.oldest });
  }
  return [...groups.values()].sort((a, b) => b.n - a.n);
}
