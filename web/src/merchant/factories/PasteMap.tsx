// A pasted table of words: what is understood, what is not, and which SKUs no product has.
import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { ok, pieces } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { api, type Shapes } from '../api';
import { readTable } from './paste';
import { usePutMap } from './SkuMap';
import { book } from './words';

/** Products of exactly one of these SKUs; a SKU may stand for several specs, which all get the words. */
async function productsOf(skus: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (let cursor: string | undefined; ;) {
    const page = await ok(api.GET('/v1/products', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }));
    for (const { id, sku } of page.items) if (skus.has(sku)) found.set(sku, [...(found.get(sku) ?? []), id]);
    if (!page.next) return found;
    cursor = page.next;
  }
}

export function PasteMap({ binding, close }: { binding: string; close(): void }) {
  const w = useWords(book);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState<readonly string[]>([]);
  const put = usePutMap(binding);
  const { rows, bad } = readTable(text);
  const save = useMutation({
    meta: { told: true },
    mutationFn: async () => {
      const by = await productsOf(new Set(rows.map(({ sku }) => sku)));
      const set = new Map<string, Shapes['SkuMapEntry']>();
      for (const { sku, ...words } of rows) for (const product of by.get(sku) ?? []) set.set(product, { product, ...words });
      for (const some of pieces([...set.values()])) await put.mutateAsync({ set: some });
      return rows.filter(({ sku }) => !by.has(sku)).map(({ sku }) => sku);
    },
    // What no product has stays in the field, to be mended.
    onSuccess(none) {
      if (none.length === 0 && bad.length === 0) return close();
      setMissing(none);
      setText((now) => now.split(/\r?\n/).filter((line) => bad.includes(line.trim()) || none.includes(line.split(/\t|,|，/)[0]?.trim() ?? '')).join('\n'));
    },
  });
  return (
    <Modal open title={w('pasteTitle')} onCancel={close} width={560} mask={{ closable: false }} footer={<><Button onClick={close}>{w('cancel')}</Button><Button type="primary" disabled={rows.length === 0} loading={save.isPending} onClick={() => save.mutate()}>{w('pasteSave', { n: rows.length })}</Button></>}>
      <p className="question-why">{w('pasteWhy')}</p>
      {save.error ? <ProblemBox problem={problemOf(save.error)} /> : null}
      <Input.TextArea autoFocus rows={8} aria-label={w('pasteTitle')} placeholder={w('pastePh')} value={text} onChange={(event) => { setMissing([]); setText(event.target.value); }} />
      {bad.length > 0 ? <p className="hint late" role="status">{w('pasteBad', { n: bad.length, first: bad[0] ?? '' })}</p> : null}
      {missing.length > 0 ? <p className="hint late" role="alert">{w('pasteMissing', { n: missing.length, first: missing.slice(0, 3).join('、') })}</p> : null}
    </Modal>
  );
}
