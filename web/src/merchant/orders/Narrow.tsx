// Three narrower ones of the list: a product found by its SKU, a region of the official list, a shop.
import { useQuery } from '@tanstack/react-query';
import { AutoComplete, Select, Spin } from 'antd';
import { useEffect, useState } from 'react';
import type { Address } from '../../frame/address';
import { useWords } from '../../frame/words';
import { productName, useProducts } from '../products/find';
import { regions } from './regions';
import { book } from './words';

interface Props { at: Address; set(change: Address): void }

export function PickProduct({ at, set }: Props) {
  const w = useWords(book);
  const [begins, find] = useState('');
  const { data, isFetching } = useProducts(begins);
  const options = (data?.items ?? []).map((product) => ({ value: product.id, label: productName(product) }));
  const known = options.some(({ value }) => value === at['product']);
  const shown = at['product'] && !known ? [{ value: at['product'], label: at['productName'] ?? at['product'] }, ...options] : options;
  return <Select className="narrow" allowClear showSearch={{ filterOption: false, onSearch: find }} loading={isFetching} aria-label={w('product')} placeholder={w('product')} notFoundContent={w('noProduct')} value={at['product'] ?? null} options={shown}
    onChange={(product: string | null) => set({ product: product ?? undefined, productName: shown.find(({ value }) => value === product)?.label })} />;
}

export function PickRegion({ at, set }: Props) {
  const w = useWords(book);
  const [wanted, want] = useState(Boolean(at['region']));
  const { data, isFetching } = useQuery({ queryKey: ['regions'], queryFn: regions, enabled: wanted, staleTime: Infinity });
  return <Select className="narrow" allowClear showSearch={{ optionFilterProp: 'label' }} loading={isFetching} aria-label={w('region')} placeholder={w('region')} value={at['region'] ?? null} options={data ?? []} onFocus={() => want(true)} onOpenChange={(open) => open && want(true)} notFoundContent={isFetching ? <Spin size="small" /> : w('noRegion')} popupMatchSelectWidth={280}
    onChange={(region: string | null) => set({ region: region ?? undefined })} />;
}

/** Shops are named by files and software: those seen on screen are offered, any other may be typed. */
export function PickSource({ at, set, seen }: Props & { seen: readonly string[] }) {
  const w = useWords(book);
  const [text, setText] = useState(at['source'] ?? '');
  useEffect(() => setText(at['source'] ?? ''), [at['source']]);
  const put = (source: string) => set({ source: source.trim() || undefined });
  return <AutoComplete className="narrow" allowClear aria-label={w('source')} placeholder={w('source')} value={text} options={seen.map((value) => ({ value }))} onChange={setText} onSelect={put} onClear={() => put('')} onBlur={() => put(text)} onKeyDown={(event) => { if (event.key === 'Enter') put(text); }} />;
}
