// What changes while one looks. The door says which nouns changed (orders, assignments, parcels, bindings, printing, batches,
// accounts, parties); a query whose key begins with that noun is asked again. Pages do nothing for it.
import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { actsFor } from '../api/door';
import { useSession } from './session';
import { store } from './store';

/** One event of a door: its name, and what it says. */
export interface Live {
  name: 'stir' | 'batch' | 'reset';
  data: { nouns?: readonly string[]; id?: string; state?: string; kind?: string; total?: number | null; done?: number; refused?: number };
}

type Hears = (event: Live) => void;
const hearers = new Set<Hears>();
export const streaming = store(false);

/** Hears events for as long as the component lives. */
export function useLive(hear: Hears): void {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const mine: Hears = (event) => latest.current(event);
    hearers.add(mine);
    return () => { hearers.delete(mine); };
  }, []);
}

/** Pages of a list that are asked again without being asked for: beyond these the person says when (`Pages.outdated`). */
export const FEW_PAGES = 3;
export const isLong = (query: Query) => ((query.state.data as { pages?: unknown[] } | undefined)?.pages?.length ?? 0) > FEW_PAGES;

/** After an act of one's own: short lists are asked again, long ones begin anew. */
export async function refresh(queries: QueryClient, ...nouns: readonly string[]): Promise<void> {
  await Promise.all(nouns.map(async (noun) => {
    await queries.resetQueries({ queryKey: [noun], predicate: isLong });
    await queries.invalidateQueries({ queryKey: [noun], predicate: (query) => !isLong(query) });
  }));
}

/** Opens the door's stream; in the Shell, once. */
export function useStream(): void {
  const queries = useQueryClient();
  const { party } = useSession();
  const waiting = useRef(new Map<string, number>());
  const later = (noun: string, work: () => void) => {
    if (waiting.current.has(noun)) return;
    waiting.current.set(noun, window.setTimeout(() => { waiting.current.delete(noun); work(); }, 800));
  };
  useLive(({ name, data }) => {
    if (name === 'reset') later('*', () => void queries.invalidateQueries({ predicate: (query) => !isLong(query) }));
    if (name === 'batch') later(`batch ${data.id ?? ''}`, () => void queries.invalidateQueries({ queryKey: ['batches', 'one', data.id] }));
    for (const noun of data.nouns ?? []) later(noun, () => void queries.invalidateQueries({ queryKey: [noun], predicate: (query) => !isLong(query) }));
  });
  // Switching the party closes one stream and opens another.
  useEffect(open, [party]);
}

function open(): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = 1000;
  const connect = () => {
    const party = actsFor();
    source = new EventSource(party ? `/v1/events?party=${party}` : '/v1/events');
    source.onopen = () => { wait = 1000; streaming.set(true); };
    source.onerror = () => {
      streaming.set(false);
      // The browser repeats by itself after a lost line; after a refusal it gives up, and we go on, slower each time.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, 30_000);
    };
    for (const name of ['stir', 'batch', 'reset'] as const) {
      source.addEventListener(name, (message) => {
        const data = JSON.parse(String((message as MessageEvent).data) || '{}') as Live['data'];
        hearers.forEach((hear) => hear({ name, data }));
      });
    }
  };
  connect();
  return () => { source?.close(); window.clearTimeout(timer); streaming.set(false); };
}
