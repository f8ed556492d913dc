// What became of many rows: how many were done, and the refused ones grouped by reason, in words; numbers to copy, the failed to retry.
import { Button } from 'antd';
import { useState } from 'react';
import { Icon } from '../frame/icons';
import { prefs } from '../frame/prefs';
import { words, useWords } from '../frame/words';
import { copy } from './copy';
import { said } from './problems';

export interface Failure {
  /** What the row is called: an order number, an alias, a row of a file. */
  name: string;
  code: string;
  detail?: string | null;
}

const book = words(
  { all: '全部', done: '成功', failed: '失败', reasons: '失败原因', copy: '复制单号', copied: '已复制 {n} 个', more: '还有 {n} 个', code: '代码', details: '详情' },
  { all: 'All', done: 'Done', failed: 'Failed', reasons: 'Reasons', copy: 'Copy numbers', copied: '{n} copied', more: '{n} more', code: 'Code', details: 'Details' },
);
const SHOWN = 8;

export function Tally({ total, done, refused }: { total: number | null; done: number; refused: number }) {
  const w = useWords(book);
  const cell = (name: string, value: number | null, tone = '') => <div className={`tally-cell ${tone}`}><b>{value === null ? '…' : value.toLocaleString('zh-CN')}</b><span>{name}</span></div>;
  return (
    <div className="tally">
      {cell(w('all'), total)}
      {cell(w('done'), done, 'good')}
      {cell(w('failed'), refused, refused > 0 ? 'bad' : '')}
    </div>
  );
}

/** The failures by reason, the most frequent first. */
export function byReason(failures: readonly Failure[]): [code: string, rows: Failure[]][] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) groups.set(failure.code, [...(groups.get(failure.code) ?? []), failure]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
}

export function Reasons({ failures }: { failures: readonly Failure[] }) {
  const w = useWords(book);
  if (failures.length === 0) return null;
  return (
    <section className="reasons" aria-label={w('reasons')}>
      <h3>{w('reasons')}</h3>
      {byReason(failures).map(([code, rows], n) => <Reason key={code} code={code} rows={rows} open={n === 0} />)}
    </section>
  );
}

function Reason({ code, rows, open }: { code: string; rows: Failure[]; open: boolean }) {
  const w = useWords(book);
  prefs.use();
  const [copied, setCopied] = useState(false);
  const [matter, remedy] = said(code);
  const details = [...new Set(rows.map((row) => row.detail).filter(Boolean))].slice(0, 3);
  const take = () => void copy(rows.map((row) => row.name).join('\n')).then(() => setCopied(true));
  return (
    <details className="reason" open={open}>
      <summary><Icon name="chevron" size={14} /><span className="reason-name">{matter}</span><b>{rows.length.toLocaleString('zh-CN')}</b></summary>
      {remedy ? <p className="reason-remedy">{remedy}</p> : null}
      <ul>{rows.slice(0, SHOWN).map((row, n) => <li key={`${row.name}${n}`} className="no">{row.name}</li>)}{rows.length > SHOWN ? <li className="quiet">{w('more', { n: rows.length - SHOWN })}</li> : null}</ul>
      <div className="reason-foot">
        <details className="raw"><summary>{w('details')}</summary><p>{w('code')} <code>{code}</code></p>{details.map((text) => <p key={text}>{text}</p>)}</details>
        <Button size="small" onClick={take}>{copied ? w('copied', { n: rows.length }) : w('copy')}</Button>
      </div>
    </details>
  );
}
