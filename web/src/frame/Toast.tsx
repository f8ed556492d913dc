// The line at the foot of the screen: what was just done, and the way back while there is one.
import { useEffect, useState } from 'react';
import { useGoSafe } from './goSafe';
import { book } from './book';
import { Icon } from './icons';
import { toast } from './notices';
import { useWords } from './words';

const STAYS = { good: 5_000, plain: 5_000, bad: 12_000 };

export function Toast() {
  const w = useWords(book);
  const now = toast.use();
  const go = useGoSafe();
  const left = useSecondsLeft(now?.act?.until);
  useEffect(() => {
    if (!now) return undefined;
    const stays = now.act?.until ? Math.max(0, now.act.until - Date.now()) : STAYS[now.tone];
    const timer = setTimeout(() => toast.set((shown) => (shown === now ? null : shown)), stays);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    <div className="toast-place" role={now?.tone === 'bad' ? 'alert' : 'status'}>
      {now ? (
        <div className={`toast ${now.tone}`} key={now.id}>
          <Icon name={now.tone === 'bad' ? 'alert' : 'accept'} size={18} />
          <span className="toast-text">{now.text}</span>
          {now.act ? <button type="button" className="toast-act" onClick={() => { now.act?.run(); toast.set(null); }}>{now.act.word}{left === undefined ? '' : ` ${w('seconds', { n: left })}`}</button> : null}
          {now.to && !now.act ? <button type="button" className="toast-act" onClick={() => { go(now.to ?? '/'); toast.set(null); }}><Icon name="chevron" size={16} /></button> : null}
          <button type="button" className="toast-close" aria-label={w('dismiss')} onClick={() => toast.set(null)}><Icon name="close" size={16} /></button>
        </div>
      ) : null}
    </div>
  );
}

function useSecondsLeft(until: number | undefined): number | undefined {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return until === undefined ? undefined : Math.max(0, Math.ceil((until - now) / 1000));
}
