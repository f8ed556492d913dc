// Charts for people who look rather than read: lines and bars by day, drawn small, with the numbers in a table behind them.
// Our own, since all that is wanted is two shapes; a series has a line style and a mark of its own, never colour alone.
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { num, words, useWords } from '../frame/words';
import './chart.css';
import { ceilingOf } from './scale';

export interface Series {
  name: string;
  tone: 'one' | 'two' | 'three' | 'bad';
  values: readonly number[];
}

interface Props {
  title: string;
  /** `2026-01-31`, one for each value. */
  days: readonly string[];
  series: readonly Series[];
  shape: 'lines' | 'bars';
  height?: number;
}

const book = words(
  { table: '看数字', day: '日期', total: '合计', none: '这段时间没有', about: '{title}，{days} 天。{sums}。按左右方向键逐日查看。', sum: '{name}合计 {n}' },
  { table: 'Show numbers', day: 'Day', total: 'Total', none: 'Nothing in these days', about: '{title}, {days} days. {sums}. Left and right arrows walk the days.', sum: '{name} {n} in all' },
);
const PAD = { right: 14, top: 14, bottom: 26 };
/** Room for the labels of the upright axis, at 12 px a digit of about 7. */
const leftOf = (labels: readonly string[]) => Math.max(32, ...labels.map((label) => label.length * 7.2 + 14));
const MARKS = ['circle', 'square', 'diamond'] as const;

function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(([entry]) => { if (entry) setWidth(Math.max(240, Math.floor(entry.contentRect.width))); });
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}

const short = (day: string) => day.slice(5).replace('-', '/');

export function Chart({ title, days, series, shape, height = 200 }: Props) {
  const w = useWords(book);
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const stacked = days.map((_, n) => series.reduce((sum, each) => sum + (each.values[n] ?? 0), 0));
  const top = ceilingOf(Math.max(0, ...(shape === 'bars' ? stacked : series.flatMap((each) => each.values))));
  const left = leftOf([0, 0.5, 1].map((share) => num(top * share)));
  const wide = width - left - PAD.right;
  const high = height - PAD.top - PAD.bottom;
  const slot = wide / days.length;
  const x = (n: number) => left + slot * (n + 0.5);
  const y = (value: number) => PAD.top + high - (value / top) * high;
  const sums = series.map((each) => w('sum', { name: each.name, n: each.values.reduce((sum, value) => sum + value, 0) })).join('，');
  const point = (event: PointerEvent<SVGSVGElement>) => setAt(Math.max(0, Math.min(days.length - 1, Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / slot))));
  const walk = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    setAt((now) => Math.max(0, Math.min(days.length - 1, now === null ? days.length - 1 : now + by)));
  };
  const every = Math.max(1, Math.ceil(44 / slot));
  return (
    <figure className="chart" ref={box}>
      <figcaption><h3>{title}</h3><Legend series={series} shape={shape} /></figcaption>
      <div className="chart-plot">
        <svg width={width} height={height} role="img" tabIndex={0} aria-label={w('about', { title, days: days.length, sums })} onPointerMove={point} onPointerLeave={() => setAt(null)} onKeyDown={walk} onBlur={() => setAt(null)}>
          {[0, 0.5, 1].map((share) => <g key={share}><line className="rule" x1={left} x2={width - PAD.right} y1={y(top * share)} y2={y(top * share)} /><text className="tick-text" x={left - 8} y={y(top * share) + 4} textAnchor="end">{num(top * share)}</text></g>)}
          {days.map((day, n) => ((days.length - 1 - n) % every === 0 ? <text key={day} className="tick-text" x={x(n)} y={height - 8} textAnchor="middle">{short(day)}</text> : null))}
          {at === null ? null : <line className="cross" x1={x(at)} x2={x(at)} y1={PAD.top} y2={PAD.top + high} />}
          {shape === 'lines' ? series.map((each, n) => <Line key={each.name} each={each} mark={MARKS[n % MARKS.length] ?? 'circle'} dash={n} x={x} y={y} />) : <Bars days={days} series={series} slot={slot} x={x} y={y} />}
        </svg>
        {stacked.every((sum) => sum === 0) ? <p className="chart-none" style={{ left }}>{w('none')}</p> : null}
        {at === null ? null : <Tip day={days[at] ?? ''} at={at} series={series} left={x(at)} width={width} />}
      </div>
      <details className="chart-table">
        <summary>{w('table')}</summary>
        <div className="chart-scroll" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead><tr><th scope="col">{w('day')}</th>{series.map((each) => <th key={each.name} scope="col">{each.name}</th>)}</tr></thead>
            <tbody>{days.map((day, n) => <tr key={day}><th scope="row">{day}</th>{series.map((each) => <td key={each.name}>{num(each.values[n] ?? 0)}</td>)}</tr>)}</tbody>
            <tfoot><tr><th scope="row">{w('total')}</th>{series.map((each) => <td key={each.name}>{num(each.values.reduce((sum, value) => sum + value, 0))}</td>)}</tr></tfoot>
          </table>
        </div>
      </details>
    </figure>
  );
}

interface Scale { x(n: number): number; y(value: number): number }

function Mark({ kind, x, y, tone }: { kind: (typeof MARKS)[number]; x: number; y: number; tone: Series['tone'] }) {
  if (kind === 'circle') return <circle className={`mark ${tone}`} cx={x} cy={y} r={3.5} />;
  const turn = kind === 'diamond' ? `rotate(45 ${x} ${y})` : undefined;
  return <rect className={`mark ${tone}`} x={x - 3} y={y - 3} width={6} height={6} transform={turn} />;
}

function Line({ each, mark, dash, x, y }: { each: Series; mark: (typeof MARKS)[number]; dash: number } & Scale) {
  const path = each.values.map((value, n) => `${n === 0 ? 'M' : 'L'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  return <g><path className={`line-path ${each.tone} dash-${dash}`} d={path} />{each.values.map((value, n) => <Mark key={n} kind={mark} x={x(n)} y={y(value)} tone={each.tone} />)}</g>;
}

function Bars({ days, series, slot, x, y }: { days: readonly string[]; series: readonly Series[]; slot: number } & Scale) {
  const wide = Math.max(2, Math.min(28, slot * 0.62));
  return (
    <g>
      {days.map((day, n) => {
        let under = 0;
        return series.map((each, layer) => {
          const value = each.values[n] ?? 0;
          const from = under;
          under += value;
          return value > 0 ? <rect key={`${day}${each.name}`} className={`bar-rect ${each.tone} layer-${layer}`} x={x(n) - wide / 2} y={y(under)} width={wide} height={Math.max(1, y(from) - y(under))} rx={2} /> : null;
        });
      })}
    </g>
  );
}

function Legend({ series, shape }: { series: readonly Series[]; shape: Props['shape'] }) {
  return (
    <ul className="legend">
      {series.map((each, n) => (
        <li key={each.name}>
          <svg width={26} height={12} aria-hidden="true">{shape === 'lines' ? <><path className={`line-path ${each.tone} dash-${n}`} d="M1 6h24" /><Mark kind={MARKS[n % MARKS.length] ?? 'circle'} x={13} y={6} tone={each.tone} /></> : <rect className={`bar-rect ${each.tone} layer-${n}`} x={7} y={0.5} width={11} height={11} rx={2} />}</svg>
          {each.name}
        </li>
      ))}
    </ul>
  );
}

function Tip({ day, at, series, left, width }: { day: string; at: number; series: readonly Series[]; left: number; width: number }) {
  const right = left > width / 2;
  return (
    <div className="chart-tip" role="status" style={right ? { right: width - left + 10 } : { left: left + 10 }}>
      <strong>{day}</strong>
      {series.map((each) => <span key={each.name}><span>{each.name}</span><b className="num">{num(each.values[at] ?? 0)}</b></span>)}
    </div>
  );
}
