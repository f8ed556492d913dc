// A label as far as this page knows it: number, sorting code, goods. The receiver stays sealed until the print agent opens it.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Icon } from '../../frame/icons';
import { prefs } from '../../frame/prefs';
import { useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { carriersQuery, parcelsOf } from '../data';
import { whyOf } from './Batch';
import type { Label } from './run';
import { book } from './words';

interface Props { label: Label | undefined; at: number | null; size: string; from(at: number): void; only(at: number): void }

export function Preview({ label, at, size, from, only }: Props) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const carriers = useQuery(carriersQuery).data ?? [];
  const known = useQuery({ queryKey: ['parcels', 'print+ship'], queryFn: async () => [...(await parcelsOf('print')), ...(await parcelsOf('ship'))], enabled: Boolean(label) }).data;
  const parcel = known?.find(({ id }) => id === label?.parcel);
  const carrier = carriers.find(({ code }) => code === parcel?.waybill?.carrier);
  if (!label || at === null) return <aside className="card preview"><h2>{w('preview')}</h2><Empty icon="print" title={w('noPreview')} /></aside>;
  return (
    <aside className="card preview" aria-label={w('preview')}>
      <h2>{w('selected', { n: at + 1 })} <span className="second">{w(label.state)}{label.state === 'failed' ? `：${whyOf(label, w)}` : ''}</span></h2>
      <div className={`paper p${size}`}>
        <p className="paper-head"><b>{carrier ? (locale === 'zh' ? carrier.name_zh : carrier.name_en) : parcel?.waybill?.carrier}</b><span>{parcel?.waybill?.product}</span></p>
        <p className="paper-sort">{parcel?.waybill?.sorting_code || '—'}</p>
        <p className="paper-sealed"><Icon name="lock" size={16} />{w('sealed')}</p>
        <p className="paper-number">{label.number.replace(/(.{4})/g, '$1 ')}</p>
        <ul>{parcel?.items.map((item) => <li key={`${item.assignment}${item.line}`}>{item.name} {item.spec} ×{item.quantity}</li>)}</ul>
      </div>
      <div className="preview-acts"><Button block onClick={() => only(at)}>{w('only')}</Button><Button block onClick={() => from(at)}>{w('from', { n: at + 1 })}</Button></div>
    </aside>
  );
}
