// The words a factory has for the merchant's goods.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { api, type Shapes } from '../api';
import { book } from './words';

type Mapped = Shapes['SkuMapped'];
type Entry = Shapes['SkuMapEntry'];

export function SkuMap({ binding }: { binding: string }) {
  const w = useWords(book);
  const path = { binding };
  const { data } = useQuery({ queryKey: ['sku map', binding], queryFn: () => allPages<Mapped>((cursor) => ok(api.GET('/v1/bindings/{binding}/sku-map', { params: { path, query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))) });
  return (
    <>
      <p className="second">{data?.length === 0 ? w('noMap') : w('mapWhy')}</p>
      <ul className="sku-map">{data?.map((row) => <Row key={`${row.product}${row.changed_at}`} binding={binding} row={row} />)}</ul>
    </>
  );
}

function Row({ binding, row }: { binding: string; row: Mapped }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [entry, setEntry] = useState<Entry>({ product: row.product, fulfiller_sku: row.fulfiller_sku, fulfiller_name: row.fulfiller_name, supply_fen: row.supply_fen ?? null });
  const put = useMutation({
    mutationFn: (body: Shapes['SkuMapPut']) => ok(api.PUT('/v1/bindings/{binding}/sku-map', { params: { path: { binding } }, body })),
    onSuccess: () => notify({ tone: 'good', text: w('rowsSaved', { n: 1 }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sku map', binding] }),
  });
  const changed = entry.fulfiller_sku !== row.fulfiller_sku || entry.fulfiller_name !== row.fulfiller_name || (entry.supply_fen ?? null) !== (row.supply_fen ?? null);
  return (
    <li>
      <span className="two grow"><span>{row.name}</span><span className="second">{row.sku} {row.spec}</span></span>
      <Input aria-label={`${w('theirSku')}: ${row.name}`} value={entry.fulfiller_sku} onChange={(event) => setEntry({ ...entry, fulfiller_sku: event.target.value })} />
      <InputNumber aria-label={`${w('supply')}: ${row.name}`} min={0} precision={2} value={entry.supply_fen === null || entry.supply_fen === undefined ? null : entry.supply_fen / 100} onChange={(yuan) => setEntry({ ...entry, supply_fen: yuan === null ? null : Math.round(yuan * 100) })} />
      {changed ? <Button type="primary" onClick={() => put.mutate({ set: [entry] })}>{w('save')}</Button> : <Button type="text" onClick={() => put.mutate({ remove: [row.product] })}>{w('remove')}</Button>}
    </li>
  );
}
