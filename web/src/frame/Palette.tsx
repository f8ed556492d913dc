// Ctrl-K: rooms, the page's commands, and a pasted column of order numbers.
import { Modal } from 'antd';
import { useId, useState, type KeyboardEvent } from 'react';
import { useGo } from './address';
import { book } from './book';
import { numbersIn, paletteOpen, useAdded, type Command } from './commands';
import { Icon } from './icons';
import { prefs, setPref, useDark } from './prefs';
import type { Room } from './room';
import { store } from './store';
import { useWords } from './words';

/** What a console does with a pasted column of numbers; set by the console that has orders. */
export const onNumbers = store<{ take(numbers: string[], go: (to: string, search?: Record<string, string>) => void): void } | null>(null);

export function Palette({ rooms }: { rooms: readonly Room[] }) {
  const open = paletteOpen.use();
  const w = useWords(book);
  // The dialog takes the focus once it is open; the field wants it.
  const focus = (opened: boolean) => { if (opened) document.querySelector<HTMLElement>('.finder textarea')?.focus(); };
  return (
    <Modal open={open} onCancel={() => paletteOpen.set(false)} title={<span className="sr">{w('palette')}</span>} footer={null} closable={false} width={600} destroyOnHidden afterOpenChange={focus} className="palette" styles={{ body: { padding: 0 } }}>
      <Finder rooms={rooms} />
    </Modal>
  );
}

function useChoices(rooms: readonly Room[], text: string): Command[] {
  const w = useWords(book);
  const { locale } = prefs.use();
  const dark = useDark();
  const go = useGo();
  const added = useAdded();
  const numbered = onNumbers.use();
  const all: Command[] = [
    ...added,
    ...rooms.map((room) => ({ id: room.path, name: room.name[locale], hint: `${room.name.zh} ${room.name.en}`, run: () => go(room.path) })),
    { id: 'theme', name: w(dark ? 'toLight' : 'toDark'), run: () => setPref('theme', dark ? 'light' : 'dark') },
    { id: 'language', name: w('language'), hint: 'language 语言', run: () => setPref('locale', locale === 'zh' ? 'en' : 'zh') },
  ];
  const numbers = numbersIn(text);
  const wanted = text.trim().toLowerCase();
  const found = wanted ? all.filter((each) => `${each.name} ${each.hint ?? ''}`.toLowerCase().includes(wanted)) : all;
  const find = numbered && numbers.length > 0 ? [{ id: 'numbers', name: w('findNumbers', { n: numbers.length }), run: () => numbered.take(numbers, go) }] : [];
  return [...find, ...found].slice(0, 12);
}

function Finder({ rooms }: { rooms: readonly Room[] }) {
  const w = useWords(book);
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const choices = useChoices(rooms, text);
  const run = (command: Command | undefined) => {
    if (!command) return;
    paletteOpen.set(false);
    command.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setAt((now) => (now + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter' && !event.shiftKey) run(choices[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div className="finder">
      <div className="finder-field">
        <Icon name="search" />
        <textarea rows={1} autoFocus role="combobox" aria-expanded="true" aria-label={w('paletteHint')} aria-controls={id} aria-activedescendant={choices[at] ? `${id}-${at}` : undefined}
          placeholder={w('paletteHint')} value={text} onKeyDown={press} onChange={(event) => { setText(event.target.value); setAt(0); }} />
      </div>
      <ul className="finder-list" role="listbox" id={id} aria-label={w('palette')}>
        {choices.map((each, n) => (
          <li key={each.id} id={`${id}-${n}`} role="option" aria-selected={n === at} onMouseMove={() => setAt(n)} onClick={() => run(each)}>{each.name}{n === at ? <kbd>Enter</kbd> : null}</li>
        ))}
      </ul>
      {choices.length === 0 ? <p className="finder-none">{w('nothingFound')}</p> : null}
    </div>
  );
}
