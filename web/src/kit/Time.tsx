// Moments, in the platform's one time zone; deadlines as what is left, the overdue in red.
import { prefs } from '../frame/prefs';
import { store } from '../frame/store';
import { words, useWords } from '../frame/words';

const book = words(
  { now: '刚刚', minutes: '{n} 分钟前', hours: '{n} 小时前', left: '剩 {n}', over: '超时 {n}', m: '{n} 分钟', h: '{n} 小时', d: '{n} 天', none: '—' },
  { now: 'just now', minutes: '{n} min ago', hours: '{n} h ago', left: '{n} left', over: '{n} overdue', m: '{n} min', h: '{n} h', d: '{n} {n|day|days}', none: '—' },
);

/** The hour hands of all counting words on screen, moved together. */
const tick = store(Date.now());
setInterval(() => tick.set(Date.now()), 30_000);

const SHORT: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' };
const LONG: Intl.DateTimeFormatOptions = { ...SHORT, year: 'numeric', second: '2-digit' };

/** A moment in text: month, day, minute. */
export const shortTime = (at: string) => new Intl.DateTimeFormat('zh-CN', SHORT).format(new Date(at));

export function Time({ at, ago }: { at: string | null | undefined; ago?: boolean }) {
  const w = useWords(book);
  const now = tick.use();
  if (!at) return <span className="quiet">{w('none')}</span>;
  const minutes = Math.floor((now - Date.parse(at)) / 60_000);
  const text = !ago || minutes >= 24 * 60 ? shortTime(at) : minutes < 1 ? w('now') : minutes < 60 ? w('minutes', { n: minutes }) : w('hours', { n: Math.floor(minutes / 60) });
  return <time dateTime={at} title={new Intl.DateTimeFormat(prefs.get().locale === 'zh' ? 'zh-CN' : 'en-GB', LONG).format(new Date(at))} className="num">{text}</time>;
}

/** What is left until `by`; `done` shows nothing more is owed. */
export function Deadline({ by, done }: { by: string | null | undefined; done?: boolean }) {
  const w = useWords(book);
  const now = tick.use();
  if (!by || done) return <span className="quiet">{w('none')}</span>;
  const minutes = Math.round((Date.parse(by) - now) / 60_000);
  const far = Math.abs(minutes);
  const span = far < 60 ? w('m', { n: far }) : far < 48 * 60 ? w('h', { n: Math.floor(far / 60) }) : w('d', { n: Math.floor(far / 1440) });
  const tone = minutes < 0 ? 'late' : minutes < 6 * 60 ? 'soon' : 'calm';
  return <time dateTime={by} className={`deadline ${tone}`} title={shortTime(by)}>{w(minutes < 0 ? 'over' : 'left', { n: span })}</time>;
}
