// The ticks of one list. The tab keeps them through a reload; another filter begins anew; what left the list is unticked, and
// said so, that the number on the buttons is that of rows that are there.
import { useEffect, useMemo, useRef, useState } from 'react';
import { notify } from '../frame/notices';
import { words, useWords } from '../frame/words';
import { gone, keep, none, read, written, type Selection } from './selection';

const book = words(
  { left: '勾选的 {n} 项已不在这个列表里（状态已变），不再勾选' },
  { left: '{n} ticked {n|row has|rows have} left this list (another state by now) and {n|is|are} ticked no more' },
);

interface List {
  rows: readonly { id: string }[];
  hasMore: boolean;
  loading: boolean;
  error?: unknown;
  /** An act on the ticked is under way here: that rows leave is its doing and needs no word. */
  busy: boolean;
}

export function useSelection(name: string, filter: string, { rows, hasMore, loading, error, busy }: List): [Selection, (next: Selection) => void] {
  const w = useWords(book);
  const key = `sealship.ticks.${name}`;
  const [held, setHeld] = useState(() => ({ filter, selection: read(sessionStorage.getItem(key), filter) }));
  const selection = held.filter === filter ? held.selection : none;
  const before = useRef({ filter, at: new Map<string, number>() });
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const set = (next: Selection) => setHeld({ filter, selection: next });
  useEffect(() => { sessionStorage.setItem(key, written(selection, filter)); }, [selection, filter]);
  useEffect(() => {
    if (loading || error) return;
    const known = before.current.filter === filter ? before.current.at : new Map<string, number>();
    const left = new Set(gone(selection, known, ids, hasMore));
    before.current = { filter, at: new Map(ids.map((id, at) => [id, at])) };
    if (left.size === 0) return;
    set(keep(selection, (id) => !left.has(id)));
    if (!busy) notify({ tone: 'plain', text: w('left', { n: left.size }) });
  }, [ids, hasMore, loading]);
  return [selection, set];
}
