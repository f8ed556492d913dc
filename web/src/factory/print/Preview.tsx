// The chosen label of a batch: how it looks, where it stands, and printing it again.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { whyOf } from './Batch';
import { Picture } from './Picture';
import { parcelQuery } from './picture';
import type { Label, Run } from './run';
import { book } from './words';

interface Props { label: Label | undefined; at: number | null; now: Run; from(at: number): void; only(at: number): void }

export function Preview({ label, at, now, from, only }: Props) {
  const w = useWords(book);
  const { data: parcel } = useQuery({ ...parcelQuery(label?.number ?? ''), enabled: Boolean(label) });
  if (!label || at === null) return <aside className="card preview"><h2>{w('preview')}</h2><Empty icon="print" title={w('noPreview')} /></aside>;
  return (
    <aside className="card preview" aria-label={w('preview')}>
      <h2>{w('selected', { n: at + 1 })} <span className="second">{w(label.state)}{label.code ? `：${whyOf(label, w)}` : ''}</span></h2>
      <div className="preview-acts"><Button block onClick={() => only(at)}>{w('only')}</Button><Button block onClick={() => from(at)}>{w('from', { n: at + 1 })}</Button></div>
      <Picture parcel={parcel} number={label.number} size={now.size} printer={now.printer} />
    </aside>
  );
}
