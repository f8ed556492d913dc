// What is in an assignment or a parcel, in one line of a list.
import { useQuery } from '@tanstack/react-query';
import { prefs } from '../frame/prefs';
import { words, useWords } from '../frame/words';
import { Swatch } from '../kit/Swatch';
import { carriersQuery, type Card, type Parcel } from './data';
import './work/work.css';

const book = words({ more: '等 {n} 种', remark: '留言' }, { more: '+{n} more', remark: 'Remark' });
interface Item { name: string; spec: string; quantity: number; fulfiller_sku?: string | null; sku: string }

export function Goods({ of, remark }: { of: readonly Item[]; remark?: string }) {
  const w = useWords(book);
  const [first] = of;
  if (!first) return <span className="quiet">—</span>;
  const pieces = of.reduce((sum, item) => sum + item.quantity, 0);
  return (
    <span className="goods">
      <Swatch name={first.name} />
      <span className="two">
        <span>{first.name}{remark ? <span className="tag go" title={remark}>{w('remark')}</span> : null}</span>
        <span className="second">{first.spec} {first.fulfiller_sku ?? first.sku}</span>
      </span>
      <span className="how-many"><b className={pieces > 1 ? 'times many' : 'times'}>×{pieces}</b>{of.length > 1 ? <span className="second">{w('more', { n: of.length })}</span> : null}</span>
    </span>
  );
}

export const Region = ({ of }: { of: Card['region'] }) => <span title={`${of.province}${of.city}${of.district}`}>{of.province}{of.city === of.province ? '' : of.city}{of.district}</span>;
/** A carrier by its name, not its code. */
export function Carrier({ of }: { of: string | undefined }) {
  const { locale } = prefs.use();
  const carrier = useQuery(carriersQuery).data?.find(({ code }) => code === of);
  return <>{carrier ? (locale === 'zh' ? carrier.name_zh : carrier.name_en) : of}</>;
}

export const parcelName = (parcel: Parcel) => parcel.waybill?.number ?? parcel.items[0]?.number ?? parcel.id;
