// Keys: pages say which they take and what they do; the sheet (?) lists them, buttons show them, one listener hears them.
import { useEffect, useRef } from 'react';
import { store } from './store';

export interface Key {
  /** As it is written on the sheet and in buttons: `A`, `Shift+A`, `Ctrl+K`, `/`, `?`, `Esc`, `Enter`, `Space`. */
  keys: string;
  /** What it does, in the person's language. */
  does: string;
  run(event: KeyboardEvent): void;
  /** Also while typing in a field. */
  typing?: boolean;
}

const books = store<readonly (readonly Key[])[]>([]);
export const useKeyBooks = () => books.use();

/** The key of an event, written as on the sheet. */
export function written(event: KeyboardEvent): string {
  const name: Record<string, string> = { Escape: 'Esc', ' ': 'Space', ArrowUp: 'Up', ArrowDown: 'Down' };
  const key = name[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const letter = /^[A-Z]$/.test(key) || key.length > 1;
  return `${event.ctrlKey || event.metaKey ? 'Ctrl+' : ''}${event.shiftKey && letter ? 'Shift+' : ''}${key}`;
}

function isTyping(event: KeyboardEvent): boolean {
  const at = event.target as HTMLElement | null;
  return Boolean(at?.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'));
}

/** Something above the page has the keyboard: a dialog, a drop-down. */
const covered = () => document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open .ant-drawer-mask') !== null;

/** Enter and Space belong to the button, link or tab that has the focus. */
function isPressing(event: KeyboardEvent): boolean {
  if ((event.key !== 'Enter' && event.key !== ' ') || event.ctrlKey || event.metaKey) return false;
  return Boolean((event.target as HTMLElement | null)?.closest('button, a, summary, input, [role=tab], [role=option], [role=menuitem]'));
}

function hear(event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || isPressing(event)) return;
  const pressed = written(event);
  const typing = isTyping(event);
  const over = covered();
  for (const book of [...books.get()].reverse()) {
    const key = book.find((each) => each.keys === pressed && (each.typing || (!typing && !over)));
    if (!key) continue;
    event.preventDefault();
    key.run(event);
    return;
  }
}

if (typeof window !== 'undefined') window.addEventListener('keydown', hear);

/** Takes keys for as long as the component lives; the latest component to mount is asked first. */
export function useKeys(keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const sheet = keys.map((key) => `${key.keys}${key.does}`).join('|');
  useEffect(() => {
    const book = latest.current.map((key, n) => ({ ...key, run: (event: KeyboardEvent) => latest.current[n]?.run(event) }));
    books.set((now) => [...now, book]);
    return () => books.set((now) => now.filter((each) => each !== book));
  }, [sheet]);
}
