// What Ctrl-K offers: the rooms, what the open page adds, and what to do with a pasted column of numbers.
import { useEffect, useRef } from 'react';
import { store } from './store';

export interface Command {
  id: string;
  name: string;
  hint?: string;
  run(): void;
}

const added = store<readonly (readonly Command[])[]>([]);
export const useAdded = () => added.use().flat();
export const paletteOpen = store(false);

/** The open page's own commands. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const names = commands.map((each) => each.id + each.name).join('|');
  useEffect(() => {
    const mine = latest.current.map((each, n) => ({ ...each, run: () => latest.current[n]?.run() }));
    added.set((now) => [...now, mine]);
    return () => added.set((now) => now.filter((each) => each !== mine));
  }, [names]);
}

/** The numbers in what was pasted: one a line, or apart by spaces, commas or tabs; each once, at most 500. */
export function numbersIn(text: string): string[] {
  const found = text.split(/[\s,，;；、]+/).filter((word) => /^[A-Za-z0-9_-]{4,64}$/.test(word) && /\d/.test(word));
  return [...new Set(found)].slice(0, 3000);
}
