// The ledger of an account, newest first, fifty entries at a time.
import { Button } from 'antd';
import { ok } from '../../api/door';
import { usePages } from '../../api/pages';
import { problemOf } from '../../api/problem';
import { useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { fen } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import type { Account } from '../data';
import { book } from './words';

type Entry = Shapes['LedgerEntry'];
const KINDS = ['top_up', 'hold', 'spend', 'release', 'return', 'correction'] as const;

export function Ledger({ account }: { account: Account }) {
  const w = useWords(book);
  const list = usePages<Entry>(['accounts', 'ledger', account.id], (cursor) => ok(api.GET('/v1/waybill-accounts/{account}/ledger', { params: { path: { account: account.id }, query: { limit: 50, cursor } } })));
  const nameOf = (entry: Entry) => { const kind = KINDS.find((each) => each === entry.kind); return kind ? w(`l_${kind}`) : entry.kind; };
  const signed = (amount: number) => `${amount > 0 ? '+' : amount < 0 ? '−' : ''}${fen(Math.abs(amount))}`;
  if (list.error) return <ProblemBox problem={problemOf(list.error)} retry={list.again} />;
  if (!list.loading && list.rows.length === 0) return <p className="quiet">{w('noLedger')}</p>;
  return (
    <>
      <table className="ledger">
        <thead><tr><th scope="col">{w('when')}</th><th scope="col">{w('what')}</th><th scope="col" className="end">{w('sum')}</th></tr></thead>
        <tbody>
          {list.rows.map((entry) => (
            <tr key={entry.id}>
              <td><Time at={entry.at} /></td>
              <td><span className="two"><span>{nameOf(entry)}</span><span className="second" title={`${entry.subject} ${entry.note}`}>{[entry.subject, entry.note].filter(Boolean).join(' · ')}</span></span></td>
              <td className="end num">{signed(entry.fen)}{entry.held === 0 ? null : <span className="second"><br />{w('held')} {signed(entry.held)}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {list.hasMore ? <Button block loading={list.loading} onClick={list.more}>{w('more')}</Button> : null}
    </>
  );
}
