// What is ticked, what "all" would mean, and what can be done with it, each act with its key.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useKeys } from '../frame/keys';
import { words, useWords, type Values } from '../frame/words';
import { count, everything, isEmpty, none, type Selection } from './selection';

const book = words(
  { picked: '已选 {n} {unit}', pickedAll: '已选全部筛选结果 {n} {unit}', pickedAllUnknown: '已选全部筛选结果', except: '（除 {n} {unit}）', all: '选择当前筛选的全部 {n} {unit}', allUnknown: '选择当前筛选的全部', clear: '取消选择', everything: '选择全部筛选结果', unit: '单' },
  { picked: '{n} selected', pickedAll: 'All {n} that match are selected', pickedAllUnknown: 'All that match are selected', except: ' (but {n})', all: 'Select all {n} that match', allUnknown: 'Select all that match', clear: 'Clear', everything: 'Select all that match', unit: '' },
);

interface Props {
  selection: Selection;
  select(next: Selection): void;
  /** How many match the filter; undefined while nobody has counted past the tab's stop. */
  total: number | undefined;
  /** Whether the acts know how to take "all that match". */
  wholeFilter?: boolean;
  /** What the rows are counted in, in Chinese: 单 unless told. */
  unit?: string;
  children: ReactNode;
}

export function SelectionBar({ selection, select, total, wholeFilter = true, unit, children }: Props) {
  const say = useWords(book);
  const w = (key: Parameters<typeof say>[0], values: Values = {}) => say(key, { unit: unit ?? say('unit'), ...values });
  const shown = !isEmpty(selection);
  useKeys([
    ...(shown ? [{ keys: 'Esc', does: w('clear'), run: () => select(none) }] : []),
    ...(wholeFilter ? [{ keys: 'Shift+A', does: w('everything'), run: () => select(everything) }] : []),
  ]);
  if (!shown) return null;
  const n = count(selection, total);
  const text = selection.kind === 'some' ? w('picked', { n: n ?? 0 })
    : (n === undefined ? w('pickedAllUnknown') : w('pickedAll', { n })) + (selection.except.size > 0 ? w('except', { n: selection.except.size }) : '');
  return (
    <div className="picked" role="region" aria-label={text}>
      <strong aria-live="polite">{text}</strong>
      {selection.kind === 'some' && wholeFilter ? <Button type="link" size="small" onClick={() => select(everything)}>{total === undefined ? w('allUnknown') : w('all', { n: total })}</Button> : null}
      <span className="picked-acts">
        {children}
        <Button type="text" onClick={() => select(none)}>{w('clear')} <kbd>Esc</kbd></Button>
      </span>
    </div>
  );
}
