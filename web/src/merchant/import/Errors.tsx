// What is wrong, row by row, with what stands there in the merchant's own copy; and that copy's bad rows as a file to mend.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { allPages } from '../../api/pages';
import { prefs } from '../../frame/prefs';
import { num, useWords } from '../../frame/words';
import { said } from '../../kit/problems';
import { api, type Batch } from '../api';
import { foundOf } from './Import';
import { badRows, fileRows, save, writeCsv, type Table } from './table';
import { book } from './words';

const SHOWN = 200;

interface Refusal { ordinal: number; row?: number | null; column: string; code: string }

export function Errors({ batch, file }: { batch: Batch; file: File }) {
  const w = useWords(book);
  prefs.use();
  const found = foundOf(batch).file;
  const { data: refusals } = useQuery({
    queryKey: ['batches', 'refusals', batch.id],
    queryFn: () => allPages<Refusal>((cursor) => ok(api.GET('/v1/batches/{batch}/refusals', { params: { path: { batch: batch.id }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })), 20_000),
  });
  const { data: table } = useQuery({ queryKey: ['own copy', file.name, file.lastModified, found?.encoding], queryFn: () => fileRows(file, found?.encoding), enabled: Boolean(refusals) });
  if (!refusals) return null;
  const header = found?.header_row ?? 1;
  const take = () => {
    const rows = badRows(table ?? [], header, refusals.map(({ row, column, code }) => ({ row, column, reason: said(code)[0] })), w('reason'));
    save(`${file.name.replace(/\.\w+$/, '')}-${w('errors')}.csv`, writeCsv(rows));
  };
  return (
    <section className="card errors">
      <header className="errors-head"><div><h2>{w('errors')} <span className="tag bad">{num(refusals.length)}</span></h2><p className="second">{w('fixWhy')}</p></div><Button onClick={take} disabled={!table || !refusals.some(({ row }) => (row ?? 0) > header)}>{w('fix')}</Button></header>
      <div className="errors-scroll" tabIndex={0} role="region" aria-label={w('errors')}>
        <table>
          <thead><tr><th scope="col">{w('rowNo')}</th><th scope="col">{w('column')}</th><th scope="col">{w('value')}</th><th scope="col">{w('reason')}</th><th scope="col">{w('remedy')}</th></tr></thead>
          <tbody>
            {refusals.slice(0, SHOWN).map(({ ordinal, row, column, code }) => {
              const [matter, remedy] = said(code);
              return <tr key={ordinal}><td className="num">{row ? row : w('fileRow')}</td><td>{column}</td><td className="own" title={value(table, header, row, column)}>{value(table, header, row, column)}</td><td><b>{matter}</b></td><td className="second">{remedy}</td></tr>;
            })}
          </tbody>
        </table>
      </div>
      {refusals.length > SHOWN ? <p className="quiet">{w('moreRows', { n: SHOWN })}</p> : null}
    </section>
  );
}

/** What stands in that cell of the file on this computer. */
function value(table: Table | undefined, header: number, row: number | null | undefined, column: string): string {
  if (!table || !row || row <= header) return '';
  const at = (table[header - 1] ?? []).findIndex((name) => name.trim() === column.trim());
  return at < 0 ? '' : (table[row - 1]?.[at] ?? '');
}
