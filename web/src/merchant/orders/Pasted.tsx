// A pasted column of order numbers as a list of its own: what was found, and what is missing.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { ok } from '../../api/door';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { api } from '../api';
import type { Order } from './columns';
import { keptNumbers } from './numbers';
import { book } from './words';

/** Numbers one call takes. */
const CALL = 500;

interface Looked { rows: Order[]; missing: string[] }

async function findAll(numbers: readonly string[]): Promise<Looked> {
  const looked: Looked = { rows: [], missing: [] };
  for (let n = 0; n < numbers.length; n += CALL) {
    const some = numbers.slice(n, n + CALL);
    const { rows } = await ok(api.POST('/v1/orders/find', { body: { numbers: [...some] } }));
    for (const row of rows) row.ok ? looked.rows.push(...row.ok.orders) : looked.missing.push(some[row.index] ?? '');
  }
  return looked;
}

const NOTHING: readonly Order[] = [];

export interface PastedList {
  on: boolean;
  key: string | undefined;
  numbers: readonly string[];
  rows: readonly Order[];
  missing: readonly string[];
  loading: boolean;
}

export function usePasted(key: string | undefined): PastedList {
  const numbers = useMemo(() => (key ? keptNumbers() : []), [key]);
  const { data, isPending } = useQuery({ queryKey: ['orders', 'pasted', key, numbers.length], queryFn: () => findAll(numbers), enabled: Boolean(key) && numbers.length > 0 });
  return { on: Boolean(key), key, numbers, rows: data?.rows ?? NOTHING, missing: data?.missing ?? [], loading: isPending && numbers.length > 0 };
}

export function Pasted({ pasted, leave }: { pasted: PastedList; leave(): void }) {
  const w = useWords(book);
  const { numbers, rows, missing, loading } = pasted;
  const take = () => void copy(missing.join('\n')).then(() => notify({ tone: 'good', text: w('copied', { n: missing.length }) }));
  return (
    <section className="pasted" aria-label={w('numbers', { n: numbers.length })}>
      <strong>{w('numbers', { n: numbers.length })}</strong>
      <span role="status">{loading ? w('looking') : <><span className="tag good">{w('found', { n: rows.length })}</span> {missing.length > 0 ? <span className="tag bad">{w('missing', { n: missing.length })}</span> : null}</>}</span>
      {missing.length > 0 ? <><span className="pasted-missing">{missing.slice(0, 6).join(' ')}{missing.length > 6 ? ' …' : ''}</span><Button size="small" onClick={take}>{w('copyMissing')}</Button></> : null}
      <Button className="spring" onClick={leave}>{w('leave')}</Button>
    </section>
  );
}
