// A form over something that others may change meanwhile: what is typed stays, what is not follows the server, and where
// somebody else changed the very thing that is typed, the form says what it is now.
import { useState } from 'react';
import { words, useWords } from '../frame/words';

const book = words({ theirs: '现在是 {value}', empty: '空' }, { theirs: 'now {value}', empty: 'empty' });
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

export interface Draft<T> {
  /** What the fields show. */
  form: T;
  /** Only what is typed: all that a save needs to say. */
  typed: Partial<T>;
  touched: boolean;
  put(some: Partial<T>): void;
  clear(): void;
  /** Fields that are typed here and were changed elsewhere since. */
  changed(key: keyof T): boolean;
}

export function useDraft<T extends object>(seen: T): Draft<T> {
  const [typed, setTyped] = useState<Partial<T>>({});
  const [base, setBase] = useState<Partial<T>>({});
  return {
    form: { ...seen, ...typed },
    typed,
    touched: Object.keys(typed).length > 0,
    put(some) {
      setBase((now) => ({ ...Object.fromEntries(Object.keys(some).map((key) => [key, seen[key as keyof T]])) as Partial<T>, ...now }));
      setTyped((now) => ({ ...now, ...some }));
    },
    clear() { setTyped({}); setBase({}); },
    changed: (key) => key in base && !same(base[key], seen[key]) && !same(typed[key], seen[key]),
  };
}

/** What a field is now, beside what is typed into it. */
export function Theirs({ shown, value }: { shown: boolean; value: string }) {
  const w = useWords(book);
  return shown ? <span className="tag warn" role="status">{w('theirs', { value: value || w('empty') })}</span> : null;
}
