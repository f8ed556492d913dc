// A hand-over list as the browser prints it, where no print agent is at hand. On paper alone.
import { createPortal } from 'react-dom';
import { words, useWords } from '../../frame/words';
import type { HandOver } from './papers';

const book = words(
  { list: '快递交接单', sender: '发货方', carrier: '快递', date: '日期', total: '合计 {n} 件', sign: '快递员签字', at: '时间', no: '序号', number: '运单号', region: '目的地', pieces: '件数', left: '发出' },
  { list: 'Hand-over list', sender: 'From', carrier: 'Carrier', date: 'Date', total: '{n} in all', sign: 'Courier’s signature', at: 'Time', no: 'No.', number: 'Tracking number', region: 'To', pieces: 'Pieces', left: 'Left' },
);

export function PaperInBrowser({ lists }: { lists: readonly HandOver[] }) {
  const w = useWords(book);
  return createPortal(
    <div className="handover" role="document" aria-label={w('list')}>
      {lists.map((list, at) => (
        <section key={at}>
          <h1>{w('list')}</h1>
          <p>{w('sender')}：{list.party}　{w('carrier')}：{list.carrier}　{w('date')}：{list.day}　{w('total', { n: list.rows.length })}</p>
          <table>
            <thead><tr><th>{w('no')}</th><th>{w('number')}</th><th>{w('region')}</th><th>{w('pieces')}</th><th>{w('left')}</th></tr></thead>
            <tbody>{list.rows.map((row, n) => <tr key={row.number}><td>{n + 1}</td><td><b>{row.number}</b></td><td>{row.region}</td><td>{row.pieces}</td><td>{row.left_at}</td></tr>)}</tbody>
          </table>
          <p className="handover-sign">{w('sign')}：＿＿＿＿＿＿＿＿　{w('at')}：＿＿＿＿＿＿＿＿</p>
        </section>
      ))}
    </div>,
    document.body,
  );
}
