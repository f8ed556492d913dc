// One label as the agent would print it now; without an agent, what this page knows of it. The receiver is a placeholder or sealed.
import { useQuery } from '@tanstack/react-query';
import { Icon } from '../../frame/icons';
import { prefs } from '../../frame/prefs';
import { useWords } from '../../frame/words';
import type { Shapes } from '../api';
import { carriersQuery, type Parcel } from '../data';
import { agent, AgentNo } from './agent';
import { pictureQuery } from './picture';
import { book } from './words';

interface Props { parcel: Parcel | null | undefined; number: string; size: Shapes['Size']; printer: string }

export function Picture({ parcel, number, size, printer }: Props) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const { link } = agent.use();
  const carriers = useQuery(carriersQuery);
  const known = carriers.data?.find(({ code }) => code === parcel?.waybill?.carrier);
  const carrier = (locale === 'zh' ? known?.name_zh : known?.name_en) ?? parcel?.waybill?.carrier ?? '';
  const { data, error, isFetching } = useQuery({ ...pictureQuery(parcel, size, printer, known?.name_zh ?? ''), enabled: link === 'ready' && parcel !== undefined && carriers.isSuccess });
  return (
    <>
      <dl className="label-facts">
        <div><dt>{w('number')}</dt><dd className="paper-number">{number.replace(/(.{4})/g, '$1 ')}</dd></div>
        <div><dt>{w('carrier')}</dt><dd>{carrier} {parcel?.waybill?.product} <b>{parcel?.waybill?.sorting_code}</b></dd></div>
        <div><dt>{w('goods')}</dt><dd><ul>{parcel?.items.map((item) => <li key={`${item.assignment}${item.line}`}>{item.name} {item.spec} ×{item.quantity}</li>)}</ul></dd></div>
      </dl>
      {error ? <p className="order-alert">{error instanceof AgentNo ? [error.said || error.code, error.remedy].filter(Boolean).join(' ') : error.message}</p> : null}
      {data ? <figure className="label-picture" aria-busy={isFetching}><img alt={w('preview')} src={data} /><figcaption className="quiet">{w('placeholder')}</figcaption></figure>
        : <p className="quiet label-none" aria-busy={isFetching}><Icon name="lock" size={16} />{w(link === 'ready' ? 'drawing' : 'pictureNo')}</p>}
    </>
  );
}
