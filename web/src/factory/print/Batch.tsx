// The batch: a square a label, turning green as it comes out; what failed, and printing again from any place on.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { memo, useEffect, useState } from 'react';
import { useAddress, useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { useWords } from '../../frame/words';
import { said } from '../../kit/problems';
import { No } from '../../kit/Text';
import { agent } from './agent';
import { Guide } from './Guide';
import { Preview } from './Preview';
import type { W } from './Print';
import { Reason } from './Reason';
import { goOn, isOver, leave, pause, repeat, run, stuck, tally, type Label, type Run } from './run';
import { book } from './words';

/** In our own words where there are some, else in the agent's. */
export function whyOf({ code = '', said: told }: Label, w: W): string {
  const key = `c_${code}`;
  if (key in book.zh) return w(key as keyof typeof book.zh);
  const [matter] = said(code);
  return matter === code ? told ?? code : matter;
}
/** Labels that may be on paper need a reason to be printed again. */
const needsReason = (labels: readonly Label[]) => labels.some(({ state, code }) => state === 'printed' || state === 'unknown' || code === 'reprint_reason');
type Asked = { which(label: Label, at: number): boolean; n: number } | null;

export function Batch() {
  const w = useWords(book);
  const now = run.use();
  const [, setAt] = useAddress();
  const { link } = agent.use();
  const [chosen, choose] = useState<number | null>(null);
  const [asked, setAsked] = useState<Asked>(null);
  if (!now) return null;
  const again = (which: (label: Label, at: number) => boolean) => {
    const labels = now.labels.filter(which);
    if (needsReason(labels)) setAsked({ which, n: labels.length });
    else void repeat(which, '');
  };
  return (
    <div className="batch">
      {link === 'ready' ? null : <Guide small />}
      <div className="batch-body">
        <section className="card batch-card" aria-label={w('batch')}>
          <Head now={now} again={() => again(({ state }) => state === 'failed')} shut={() => { leave(); setAt({ batch: undefined }); }} />
          <Matrix labels={now.labels} chosen={chosen} choose={choose} w={w} />
          <Legend w={w} />
          <Fails labels={now.labels} w={w} again={(at) => again((_, each) => each === at)} />
        </section>
        <Preview label={chosen === null ? undefined : now.labels[chosen]} at={chosen} now={now} from={(at) => again((_, each) => each >= at)} only={(at) => again((_, each) => each === at)} />
      </div>
      {asked ? <Reason n={asked.n} cancel={() => setAsked(null)} give={(reason) => { const { which } = asked; setAsked(null); void repeat(which, reason); }} /> : null}
    </div>
  );
}

function Head({ now, again, shut }: { now: Run; again(): void; shut(): void }) {
  const w = useWords(book);
  const go = useGo();
  const queries = useQueryClient();
  const { link } = agent.use();
  const { printed, failed, unknown } = tally(now);
  const waits = stuck(now);
  const all = now.labels.length;
  const over = isOver(now);
  const minutes = (Date.now() - now.begun) / 60_000;
  const rate = !over && !now.paused && minutes > 0.05 ? Math.round((printed - now.had) / minutes) : 0;
  useEffect(() => { if (over) void refresh(queries, 'parcels', 'assignments'); }, [over]);
  useKeys(over ? [] : [{ keys: 'Space', does: w(now.paused ? 'goOn' : 'pauseIt'), run: () => (now.paused ? void goOn() : pause()) }]);
  const why = now.why ? (`e_${now.why}` in book.zh ? w(`e_${now.why}` as keyof typeof book.zh) : said(now.why).join(' · ')) : '';
  return (
    <header className="batch-head">
      <div className="grow">
        <h1 className="batch-name">{w('batch')} {new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' }).format(now.at)} <span className="second">{now.printer} · {now.size.replace('x', '×')}</span></h1>
        <p className="batch-count" role="status"><b>{printed}</b><span>{w('of', { n: all, p: Math.floor((printed / all) * 100) })}{rate > 0 ? w('rate', { n: rate }) : ''}{over ? ` · ${failed + unknown > 0 ? w('doneSome', { n: printed, k: failed + unknown }) : w('done', { n: printed })}` : now.paused ? ` · ${w('paused')}` : ''}</span></p>
        <div className={over && failed + unknown === 0 ? 'bar good' : 'bar'} role="progressbar" aria-label={w('printed')} aria-valuemin={0} aria-valuemax={all} aria-valuenow={printed}><i style={{ transform: `scaleX(${printed / all})` }} /></div>
        {waits && link === 'ready' ? <p className="order-alert batch-why" role="alert"><b>{w('stuck', { number: waits.number.slice(-4) })}</b> {whyOf(waits, w)}</p> : null}
        {why ? <p className="order-alert batch-why" role="alert">{why}</p> : null}
      </div>
      <div className="batch-acts">
        {over || now.paused ? <Button onClick={shut}>{w(over ? 'leave' : 'leaveEarly')}</Button> : null}
        {over ? null : now.paused ? <Button type="primary" disabled={link !== 'ready'} onClick={() => void goOn()}>{w('goOn')} <kbd>Space</kbd></Button> : <Button onClick={pause}>{w('pauseIt')} <kbd>Space</kbd></Button>}
        {failed > 0 && (over || now.paused) ? <Button type="primary" disabled={link !== 'ready'} onClick={again}>{w('retry', { n: failed })}</Button> : null}
        {over && failed === 0 ? <Button type="primary" onClick={() => { shut(); go('/ship'); }}>{w('toShip')}</Button> : null}
      </div>
    </header>
  );
}

const SIGN = { printed: '✓', failed: '!', unknown: '?', sent: '', wait: '' } as const;

interface MatrixProps { labels: readonly Label[]; chosen: number | null; choose(at: number): void; w: W }
function Matrix({ labels, chosen, choose, w }: MatrixProps) {
  return <div className="matrix" role="group" aria-label={w('batch')}>{labels.map((label, at) => <Square key={label.parcel} at={at} number={label.number} state={label.state} stuck={label.state === 'sent' && Boolean(label.code)} chosen={at === chosen} choose={choose} word={w('label', { n: String(at + 1), number: label.number, state: label.code ? whyOf(label, w) : w(label.state) })} />)}</div>;
}
interface SquareProps { at: number; number: string; state: Label['state']; stuck: boolean; chosen: boolean; choose(at: number): void; word: string }
const Square = memo(function Square({ at, state, stuck, chosen, choose, word }: SquareProps) {
  return <button type="button" className={`square ${stuck ? 'stuck' : state}${chosen ? ' chosen' : ''}`} aria-label={word} aria-pressed={chosen} title={word} onClick={() => choose(at)}>{stuck ? '…' : SIGN[state]}</button>;
}, (a, b) => a.state === b.state && a.chosen === b.chosen && a.word === b.word);

function Legend({ w }: { w: W }) {
  return <ul className="legend">{(['printed', 'sent', 'wait', 'failed', 'unknown'] as const).map((state) => <li key={state}><span className={`square ${state}`} aria-hidden="true">{SIGN[state]}</span>{w(state)}</li>)}</ul>;
}

function Fails({ labels, w, again }: { labels: readonly Label[]; w: W; again(at: number): void }) {
  const rows = labels.flatMap((label, at) => (label.state === 'failed' || label.state === 'unknown' ? [{ label, at }] : []));
  if (rows.length === 0) return null;
  return (
    <ul className="fails" aria-label={w('fails')}>
      {rows.slice(0, 100).map(({ label, at }) => <li key={label.parcel}><Icon name="alert" size={16} /><span className="num quiet">#{at + 1}</span><No of={label.number} /><span className="grow">{label.state === 'unknown' ? w('unknown') : whyOf(label, w)}</span><Button size="small" onClick={() => again(at)}>{w('confirm')}</Button></li>)}
    </ul>
  );
}
