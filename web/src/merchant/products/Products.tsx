// Products, as orders named them; the barcode on each is what a packer's scanner reads.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useAddress, useGo } from '../../frame/address';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords, words, type Say } from '../../frame/words';
import { Grid, type Column } from '../../grid/Grid';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { said } from '../../kit/problems';
import { No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';

const book = words(
  { title: '商品', why: '订单里出现过的商品。填上条码，厂家验货时就能扫。', product: '商品', sku: '商家编码', barcode: '商品条码', since: '首次出现', find: '按商家编码开头查找', none: '还没有商品', noneWhy: '导入订单后，里面的商品会列在这里。', noneFound: '没有以此开头的商家编码', import: '导入订单', orders: '看订单', set: '条码已保存', of: '{name} 的条码' },
  { title: 'Products', why: 'Goods that orders have named. Their barcodes are what factories scan.', product: 'Product', sku: 'SKU', barcode: 'Barcode', since: 'First seen', find: 'SKU begins with', none: 'No products yet', noneWhy: 'Goods of imported orders appear here.', noneFound: 'No SKU begins so', import: 'Import orders', orders: 'Orders', set: 'Barcode saved', of: 'Barcode of {name}' },
);
type Product = Shapes['Product'];
type W = Say<keyof typeof book.zh>;

function columns(w: W, edits: boolean, orders: (product: Product) => void): Column<Product>[] {
  return [
    { id: 'product', name: w('product'), width: 'minmax(260px, 2fr)', cell: (product) => <span className="two"><span title={product.name}>{product.name}</span><span className="second">{product.spec}</span></span> },
    { id: 'sku', name: w('sku'), width: 'minmax(160px, 1fr)', cell: (product) => <No of={product.sku} /> },
    { id: 'barcode', name: w('barcode'), width: 'minmax(220px, 1fr)', cell: (product) => (edits ? <Barcode key={product.barcode} product={product} /> : <No of={product.barcode} />) },
    { id: 'since', name: w('since'), width: '140px', cell: (product) => <Time at={product.created_at} /> },
    { id: 'orders', name: w('orders'), width: '110px', align: 'end', cell: (product) => <Button size="small" onClick={() => orders(product)}>{w('orders')}</Button> },
  ];
}

/** Typed or scanned; kept on Enter, or when left. */
function Barcode({ product }: { product: Product }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [text, setText] = useState(product.barcode);
  const put = useMutation({
    mutationFn: async () => {
      const { rows: [row] } = await ok(api.POST('/v1/products/barcodes', { body: { rows: [{ product: product.id, barcode: text.trim() }] } }));
      if (row?.problem) throw new Error([said(row.problem.code)[0], row.problem.detail].filter(Boolean).join('：'));
    },
    onSuccess: () => { notify({ tone: 'good', text: w('set') }); return queries.invalidateQueries({ queryKey: ['products'] }); },
    onError: (error) => notify({ tone: 'bad', text: error.message }),
  });
  const keep = () => { if (text.trim() !== product.barcode && !put.isPending) put.mutate(); };
  return <Input size="small" aria-label={w('of', { name: product.name })} status={put.isError ? 'error' : ''} maxLength={48} value={text} onChange={(event) => setText(event.target.value)} onBlur={keep} onKeyDown={(event) => { event.stopPropagation(); if (event.key === 'Enter') keep(); if (event.key === 'Escape') setText(product.barcode); }} />;
}

export default function Products() {
  const w = useWords(book);
  const go = useGo();
  const edits = useMay()('orders:write');
  const [at, setAt] = useAddress();
  const begins = at['find'] ?? '';
  const [text, setText] = useState(begins);
  useEffect(() => { const timer = setTimeout(() => { if (text.trim() !== begins) setAt({ find: text.trim() || undefined }); }, 300); return () => clearTimeout(timer); }, [text]);
  const list = usePages<Product>(['products', 'list', begins], (cursor) => ok(api.GET('/v1/products', { params: { query: { limit: 200, ...(begins ? { begins } : {}), ...(cursor ? { cursor } : {}) } } })));
  const orders = (product: Product) => go('/orders', { stage: 'all', product: product.id, productName: [product.sku, product.name].filter(Boolean).join(' ') });
  return (
    <>
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div></div>
      <div className="toolbar" role="search"><Input className="find-order" allowClear aria-label={w('find')} placeholder={w('find')} value={text} onChange={(event) => setText(event.target.value)} /></div>
      {list.error ? <ProblemBox problem={problemOf(list.error)} retry={list.again} /> : null}
      <div className="list">
        <Grid label={w('title')} rows={list.rows} id={(product) => product.id} name={(product) => product.name} columns={columns(w, edits, orders)} hasMore={list.hasMore} more={list.more} loading={list.loading}
          empty={<Empty icon="parcel" title={w(begins ? 'noneFound' : 'none')} why={begins ? '' : w('noneWhy')}>{begins ? null : <Button type="primary" onClick={() => go('/import')}>{w('import')}</Button>}</Empty>} />
      </div>
    </>
  );
}
