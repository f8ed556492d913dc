// What narrows the list of orders, and how the list looks.
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import type { Address } from '../../frame/address';
import type { Columns } from '../../frame/columns';
import { num, useWords } from '../../frame/words';
import { ColumnPicker } from '../../grid/ColumnPicker';
import type { Column } from '../../grid/Grid';
import { bindingsQuery } from '../factories/data';
import { PickProduct, PickRegion, PickSource } from './Narrow';
import { Views } from './Views';
import type { Order } from './columns';
import type { Shapes } from '../api';
import { CLEAR, isNarrowed, isTooShort, lateFromNow, LEAST } from './filter';
import { book } from './words';

type Count = Shapes['Counts']['overdue'];
interface Props {
  at: Address;
  set(change: Address): void;
  total: number | undefined;
  /** How many are late now. */
  late: Count | undefined;
  /** Shops of the orders on screen. */
  sources: readonly string[];
  columns: readonly Column<Order>[];
  cols: Columns;
  /** Asks again; there where something changed and the list is long. */
  again: (() => void) | undefined;
}

export function Toolbar({ at, set, total, late, sources, columns, cols, again }: Props) {
  const w = useWords(book);
  const { data: bindings } = useQuery(bindingsQuery);
  const factories = (bindings ?? []).map((binding) => ({ value: binding.fulfiller, label: binding.other.name }));
  const days: [dayjs.Dayjs, dayjs.Dayjs] | null = at['from'] && at['to'] ? [dayjs(at['from']), dayjs(at['to'])] : null;
  return (
    <div className="toolbar" role="search">
      <Find value={at['find'] ?? ''} set={(find) => set({ find: find || undefined })} />
      <Late at={at} set={set} late={late} />
      {isTooShort(at) ? <span className="too-short" role="status">{w('tooShort', { n: LEAST })}</span> : null}
      <Select className="narrow" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={w('factory')} placeholder={w('factory')} value={at['fulfiller'] ?? null} options={factories} onChange={(fulfiller: string | null) => set({ fulfiller: fulfiller ?? undefined })} />
      <DatePicker.RangePicker className="days" aria-label={w('placed')} value={days} placeholder={[w('placed'), '']} onChange={(range) => set({ from: range?.[0]?.format('YYYY-MM-DD'), to: range?.[1]?.format('YYYY-MM-DD') })} />
      <PickProduct at={at} set={set} />
      <PickRegion at={at} set={set} />
      <PickSource at={at} set={set} seen={sources} />
      <Select className="narrow" allowClear aria-label={w('origin')} placeholder={w('origin')} value={at['origin'] ?? null} options={[{ value: 'merchant', label: w('ofMerchant') }, { value: 'platform', label: w('ofPlatform') }]} onChange={(origin: string | null) => set({ origin: origin ?? undefined })} />
      {isNarrowed(at) ? <Button type="text" onClick={() => set(CLEAR)}>{w('clear')}</Button> : null}
      <span className="toolbar-end">
      {again ? <Button size="small" onClick={again}>{w('changed')}</Button> : null}
      {total === undefined ? null : <span className="quiet" aria-live="polite">{w('total', { n: num(total) })}</span>}
      <ColumnPicker all={columns} shown={cols.shown} set={cols.set} />
      <Views at={at} cols={cols.shown.join(',')} set={set} />
      </span>
    </div>
  );
}

/** What should have left by now, of all stages, the earliest due first. */
function Late({ at, set, late }: Pick<Props, 'at' | 'set' | 'late'>) {
  const w = useWords(book);
  const on = Boolean(at['late']);
  if (!on && !late?.n) return null;
  const press = () => { lateFromNow(); set(on ? { late: undefined } : { late: '1', stage: 'all' }); };
  return <Button danger type={on ? 'primary' : 'default'} aria-pressed={on} onClick={press}>{late?.more ? w('lateMore', { n: num(late.n) }) : w('lateN', { n: num(late?.n ?? 0) })}</Button>;
}

/** The search field: told to the list when typing pauses. */
function Find({ value, set }: { value: string; set(text: string): void }) {
  const w = useWords(book);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => set(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text]);
  return <Input id="find-order" className="find-order" allowClear value={text} placeholder={w('search')} aria-label={w('searchIt')} suffix={text ? null : <kbd>/</kbd>} onChange={(event) => setText(event.target.value)} onKeyDown={(event) => { if (event.key === 'Escape') event.currentTarget.blur(); }} />;
}
