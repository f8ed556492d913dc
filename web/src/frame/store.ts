// A value that components watch: the whole of the frame's client state.
import { useSyncExternalStore } from 'react';

export interface Store<T> {
  get(): T;
  set(next: T | ((now: T) => T)): void;
  use(): T;
}

export function store<T>(initial: T, changed?: (now: T) => void): Store<T> {
  let value = initial;
  const watchers = new Set<() => void>();
  const watch = (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  return {
    get: () => value,
    set(next) {
      const now = typeof next === 'function' ? (next as (now: T) => T)(value) : next;
      if (Object.is(now, value)) return;
      value = now;
      changed?.(now);
      watchers.forEach((watcher) => watcher());
    },
    use: () => useSyncExternalStore(watch, () => value),
  };
}
