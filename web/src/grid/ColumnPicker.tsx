// Which columns a list shows, and in what order.
import { Button, Checkbox, Popover } from 'antd';
import { Icon } from '../frame/icons';
import { words, useWords } from '../frame/words';
import type { Column } from './Grid';

const book = words(
  { columns: '列设置', up: '上移 {name}', reset: '恢复默认' },
  { columns: 'Columns', up: 'Move {name} up', reset: 'Reset' },
);

interface Props<T> {
  all: readonly Column<T>[];
  /** Ids of the shown ones, in order. */
  shown: readonly string[];
  set(next: readonly string[] | undefined): void;
}

/** The columns to draw: the chosen ones in their order, or all. */
export function chosen<T>(all: readonly Column<T>[], ids: readonly string[] | undefined): Column<T>[] {
  if (!ids || ids.length === 0) return [...all];
  return ids.flatMap((id) => all.find((column) => column.id === id) ?? []);
}

export function ColumnPicker<T>({ all, shown, set }: Props<T>) {
  const w = useWords(book);
  const order = [...shown, ...all.map((column) => column.id).filter((id) => !shown.includes(id))];
  const flip = (id: string) => {
    const next = shown.includes(id) ? shown.filter((each) => each !== id) : order.filter((each) => shown.includes(each) || each === id);
    if (next.length > 0) set(next);
  };
  const up = (id: string) => {
    const at = shown.indexOf(id);
    set(shown.map((each, n) => (n === at - 1 ? id : n === at ? (shown[at - 1] ?? each) : each)));
  };
  const list = (
    <div className="columns">
      <ul>
        {order.map((id) => {
          const name = all.find((column) => column.id === id)?.name ?? id;
          return (
            <li key={id}>
              <Checkbox checked={shown.includes(id)} onChange={() => flip(id)}>{name}</Checkbox>
              {shown.indexOf(id) > 0 ? <button type="button" className="tool small" aria-label={w('up', { name })} onClick={() => up(id)}><Icon name="down" size={14} /></button> : null}
            </li>
          );
        })}
      </ul>
      <Button size="small" block onClick={() => set(undefined)}>{w('reset')}</Button>
    </div>
  );
  return <Popover trigger="click" placement="bottomRight" content={list}><Button icon={<Icon name="columns" size={16} />}>{w('columns')}</Button></Popover>;
}
