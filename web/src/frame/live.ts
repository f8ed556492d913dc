// What changes while one looks: the door's events, and the lists each of them makes stale.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { store } from './store';

/** One event of a door: its name, and what it says. */
export interface Live {
  name: string;
  data: unknown;
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

function tellAll(name: string, message: MessageEvent): void {
  let data: unknown = null;
  try {
    data = JSON.parse(String(message.data));
  } catch {
    return;
  }
  hearers.forEach((hear) => hear({ name, data }));
}

/** Opens the stream of `names` and refetches the lists `stale` says, at most every second; reconnects by itself, 1 to 30 s apart. */
export function useStream(names: readonly string[], stale: (event: Live) => readonly string[]): void {
  const queries = useQueryClient();
  const waiting = useRef(new Map<string, number>());
  useLive((event) => {
    for (const key of stale(event)) {
      if (waiting.current.has(key)) continue;
      const timer = window.setTimeout(() => {
        waiting.current.delete(key);
        void queries.invalidateQueries({ queryKey: [key] });
      }, 1000);
      waiting.current.set(key, timer);
    }
  });
  const wanted = names.join(' ');
  useEffect(() => open(wanted.split(' ')), [wanted]);
}

function open(names: readonly string[]): () => void {
  let source: EventSource | null = null;
  let timer = 0;
  let wait = 1000;
  const connect = () => {
    source = new EventSource('/v1/events');
    source.onopen = () => { wait = 1000; streaming.set(true); };
    source.onerror = () => {
      streaming.set(false);
      // The browser repeats by itself after a lost line; after a refusal (401, 404) it gives up, and we go on, slower each time.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(connect, wait);
      wait = Math.min(wait * 2, 30_000);
    };
    for (const name of names) source.addEventListener(name, (message) => tellAll(name, message as MessageEvent));
  };
  connect();
  return () => { source?.close(); window.clearTimeout(timer); streaming.set(false); };
}
