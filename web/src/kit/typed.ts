// What is typed row by row into a long list: kept by the tab until it is sent, so that a reload or another room loses none of it.
import { useEffect, useState } from 'react';

export type Typed = ReadonlyMap<string, string>;

const read = (key: string): Typed => new Map(JSON.parse(sessionStorage.getItem(key) ?? '[]') as [string, string][]);

export function useTyped(key: string): [Typed, (next: (now: Typed) => Typed) => void] {
  const [typed, setTyped] = useState(() => read(key));
  useEffect(() => {
    const kept = [...typed].filter(([, text]) => text);
    if (kept.length > 0) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  }, [typed]);
  return [typed, setTyped];
}
