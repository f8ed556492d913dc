// Which column is what: as the platform found it, to be put right by hand.
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../../frame/words';
import { book, FIELDS, type FieldName } from './words';

export type Chosen = Partial<Record<FieldName, string>>;
const NEEDED: readonly FieldName[] = ['order_no', 'name', 'phone', 'product', 'quantity'];

export function Mapping({ found, retry }: { found: { columns: Record<string, string>; unknown_columns: string[] }; retry(map: Chosen): void }) {
  const w = useWords(book);
  const [map, setMap] = useState<Chosen>(found.columns);
  const headers = [...new Set([...Object.values(found.columns), ...found.unknown_columns])];
  const changed = FIELDS.some((field) => (map[field] ?? '') !== (found.columns[field] ?? ''));
  const options = [{ value: '', label: w('none') }, ...headers.map((header) => ({ value: header, label: header }))];
  return (
    <section className="card">
      <header className="errors-head"><div><h2>{w('mapping')}</h2>{found.unknown_columns.length > 0 ? <p className="second">{w('ignored')}：{found.unknown_columns.join('、')}</p> : null}</div>{changed ? <Button type="primary" onClick={() => retry(map)}>{w('remap')}</Button> : null}</header>
      <div className="mapping">
        {FIELDS.map((field) => (
          <div key={field} className={map[field] ? 'map' : 'map off'}>
            <span>{w(`f_${field}`)}{NEEDED.includes(field) ? <span className="tag">{w('needed')}</span> : null}</span>
            <Select aria-label={w(`f_${field}`)} value={map[field] ?? ''} options={options} onChange={(header) => setMap((now) => { const { [field]: _, ...rest } = now; return header ? { ...rest, [field]: header } : rest; })} />
          </div>
        ))}
      </div>
    </section>
  );
}
