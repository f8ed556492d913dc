// A batch on its way: how far, how fast, how long still.
import { useEffect, useRef, useState } from 'react';
import { words, useWords } from '../frame/words';

const book = words(
  { waiting: '排队中', running: '进行中', done: '已完成', failed: '已中断', cancelled: '已停止', rate: '每分钟 {n}', left: '约剩 {n} 秒', leftMin: '约剩 {n} 分钟' },
  { waiting: 'Waiting', running: 'Running', done: 'Done', failed: 'Stopped short', cancelled: 'Cancelled', rate: '{n} a minute', left: 'about {n} s left', leftMin: 'about {n} min left' },
);
export type BatchState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

interface Props {
  state: BatchState;
  total: number | null | undefined;
  /** Rows dealt with, done or refused. */
  at: number;
}

export function Progress({ state, total, at }: Props) {
  const w = useWords(book);
  const share = state === 'done' ? 1 : total ? Math.min(1, at / total) : 0;
  const { rate, left } = usePace(state === 'running', total ?? 0, at);
  const tone = state === 'failed' ? 'bad' : state === 'cancelled' ? 'idle' : state === 'done' ? 'good' : 'go';
  return (
    <div className="progress">
      <div className="progress-head">
        <b className="progress-share">{Math.floor(share * 100)}%</b>
        <span>{w(state)}{rate ? ` · ${w('rate', { n: rate })}` : ''}{left === null ? '' : ` · ${left < 90 ? w('left', { n: left }) : w('leftMin', { n: Math.ceil(left / 60) })}`}</span>
      </div>
      <div className={`bar ${tone}`} role="progressbar" aria-valuenow={Math.floor(share * 100)} aria-valuemin={0} aria-valuemax={100} aria-label={w(state)}><i style={{ transform: `scaleX(${share})` }} /></div>
    </div>
  );
}

/** The pace since the watching began. */
function usePace(running: boolean, total: number, at: number): { rate: number; left: number | null } {
  const from = useRef<{ t: number; at: number } | null>(null);
  const [pace, setPace] = useState<{ rate: number; left: number | null }>({ rate: 0, left: null });
  useEffect(() => {
    if (!running) { from.current = null; setPace({ rate: 0, left: null }); return; }
    from.current ??= { t: Date.now(), at };
    const seconds = (Date.now() - from.current.t) / 1000;
    const each = seconds > 1 ? (at - from.current.at) / seconds : 0;
    setPace({ rate: Math.round(each * 60), left: each > 0 && total > at ? Math.ceil((total - at) / each) : null });
  }, [running, total, at]);
  return pace;
}
