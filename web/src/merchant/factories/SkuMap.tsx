// The words a factory has for the merchant's goods: one by one, or a pasted table.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { api, type Shapes } from '../api';
import { productName, useProducts } from '../products/find';
import { PasteMap } from './PasteMap';
import { book } from './words';

type Mapped = Shapes['SkuMapped'];
type Entry = Shapes['SkuMapEntry'];

/** Saves words, or forgets some. */
export function usePutMap(binding: string) {
  const w = useWords(book);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Shapes['SkuMapPut']) => ok(api.PUT('/v1/bindings/{binding}/sku-map', { params: { path: { binding } }, body })),
    onSuccess: (_, body) => notify({ tone: 'good', text: body.set ? w('rowsSaved', { n: body.set.length }) : w('rowsGone', { n: body.remove?.length ?? 0 }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sku map', binding] }),
  });
}

export function SkuMap({ binding }: { binding: string }) {
  const w = useWords(book);
  const path = { binding };
  const [pasting, setPasting] = useState(false);
  const { data } = useQuery({ queryKey: ['sku map', binding], queryFn: () => allPages<Mapped>((cursor) => ok(api.GET('/v1/bindings/{binding}/sku-map', { params: { path, query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))) });
  return (
    <>
      <p className="second sku-why"><span>{data?.length === 0 ? w('noMap') : w('mapWhy')}</span><Button size="small" onClick={() => setPasting(true)}>{w('paste')}</Button></p>
      <ul className="sku-map">
        <Add binding={binding} />
        {data?.map((row) => <Row key={`${row.product}${row.changed_at}`} binding={binding} row={row} />)}
      </ul>
      {pasting ? <PasteMap binding={binding} close={() => setPasting(false)} /> : null}
    </>
  );
}

interface Line { what: ReactNode; of: string; entry: Entry; set(entry: Entry): void; act: ReactNode; enter(): void }

/** The three fields of a row, after what it is about. */
function Fields({ what, of, entry, set, act, enter }: Line) {
  const w = useWords(book);
  const text = (key: 'fulfiller_sku' | 'fulfiller_name', name: string) => <Input aria-label={`${name}: ${of}`} placeholder={name} maxLength={100} value={entry[key] ?? ''} onChange={(event) => set({ ...entry, [key]: event.target.value })} onPressEnter={enter} />;
  return (
    <li>
      {what}
      {text('fulfiller_sku', w('theirSku'))}
      {text('fulfiller_name', w('theirName'))}
      <InputNumber aria-label={`${w('supply')}: ${of}`} placeholder={w('supply')} min={0} precision={2} value={entry.supply_fen === null || entry.supply_fen === undefined ? null : entry.supply_fen / 100} onChange={(yuan) => set({ ...entry, supply_fen: yuan === null ? null : Math.round(yuan * 100) })} onPressEnter={enter} />
      {act}
    </li>
  );
}

function Row({ binding, row }: { binding: string; row: Mapped }) {
  const w = useWords(book);
  const [entry, setEntry] = useState<Entry>({ product: row.product, fulfiller_sku: row.fulfiller_sku, fulfiller_name: row.fulfiller_name, supply_fen: row.supply_fen ?? null });
  const put = usePutMap(binding);
  const changed = entry.fulfiller_sku !== row.fulfiller_sku || entry.fulfiller_name !== row.fulfiller_name || (entry.supply_fen ?? null) !== (row.supply_fen ?? null);
  const save = () => { if (changed && entry.fulfiller_sku.trim()) put.mutate({ set: [entry] }); };
  return <Fields of={row.name} entry={entry} set={setEntry} enter={save} what={<span className="two grow"><span title={row.name}>{row.name}</span><span className="second">{row.sku} {row.spec}</span></span>}
    act={changed ? <Button type="primary" disabled={!entry.fulfiller_sku.trim()} onClick={save}>{w('save')}</Button> : <Button type="text" onClick={() => put.mutate({ remove: [row.product] })}>{w('remove')}</Button>} />;
}

const NOBODY: Entry = { product: '', fulfiller_sku: '', fulfiller_name: '', supply_fen: null };

/** A product that has no words yet. */
function Add({ binding }: { binding: string }) {
  const w = useWords(book);
  const [begins, find] = useState('');
  const { data, isFetching } = useProducts(begins);
  const [entry, setEntry] = useState<Entry>(NOBODY);
  const put = usePutMap(binding);
  const options = (data?.items ?? []).map((product) => ({ value: product.id, label: productName(product) }));
  const ready = entry.product !== '' && entry.fulfiller_sku.trim() !== '';
  const save = () => { if (ready && !put.isPending) put.mutate({ set: [entry] }, { onSuccess: () => setEntry(NOBODY) }); };
  return <Fields of={w('newOne')} entry={entry} set={setEntry} enter={save}
    what={<Select className="grow" showSearch={{ filterOption: false, onSearch: find }} loading={isFetching} aria-label={w('product')} placeholder={w('find')} popupMatchSelectWidth={360} notFoundContent={w('noProduct')} value={entry.product || null} options={options} onChange={(product: string) => setEntry({ ...entry, product })} />}
    act={<Button type="primary" disabled={!ready} loading={put.isPending} onClick={save}>{w('add')}</Button>} />;
}
