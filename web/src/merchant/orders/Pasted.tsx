// A pasted column of order numbers as a list of its own: what was found, and what is missing.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { api } from '../api';
import type { Order } from './columns';
import { keptNumbers } from './numbers';
import { book } from './words';

async function find(number: string): Promise<Order[]> {
  return (await ok(api.GET('/v1/orders', { params: { query: { number, limit: 200 } } }))).items;
}

/** Looks numbers up eight at a time. */
async function findAll(numbers: readonly string[], told: (n: number) => void): Promise<Order[]> {
  const rows: Order[] = [];
  for (let n = 0; n < numbers.length; n += 8) {
    rows.push(...(await Promise.all(numbers.slice(n, n + 8).map(find))).flat());
    told(n);
  }
  return rows;
}

export interface PastedList {
  on: boolean;
  key: string | undefined;
  numbers: readonly string[];
  rows: readonly Order[];
  missing: readonly string[];
  loading: boolean;
}

export function usePasted(key: string | undefined): PastedList {
  const [numbers, setNumbers] = useState<readonly string[]>([]);
  useEffect(() => setNumbers(key ? (keptNumbers()) : []), [key]);
  const { data, isPending } = useQuery({ queryKey: ['orders', 'pasted', key, numbers.length], queryFn: () => findAll(numbers, () => undefined), enabled: Boolean(key) && numbers.length > 0 });
  const rows = data ?? [];
  const known = new Set(rows.map((order) => order.external_no));
  return { on: Boolean(key), key, numbers, rows, missing: data ? numbers.filter((number) => !known.has(number)) : [], loading: isPending && numbers.length > 0 };
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
