// What was verified at this table today; kept in this browser, for the count beside the list and to tell a label scanned twice.
import { store } from '../../frame/store';

export interface Scanned { at: number; code: string; text: string; bad: boolean }
export interface Day { day: string; began: number; checked: Record<string, number>; caught: number; recent: Scanned[] }

const KEY = 'sealship.scan.day';
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now());
const fresh = (): Day => ({ day: today(), began: Date.now(), checked: {}, caught: 0, recent: [] });

function kept(): Day {
  try {
    const day = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Day | null;
    return day?.day === today() ? day : fresh();
  } catch { return fresh(); }
}
export const day = store<Day>(kept(), (now) => localStorage.setItem(KEY, JSON.stringify(now)));

const RECENT = 40;
const turn = (now: Day) => (now.day === today() ? now : fresh());
export const note = (code: string, text: string, bad = false) => day.set((now) => { const it = turn(now); return { ...it, caught: it.caught + (bad ? 1 : 0), recent: [{ at: Date.now(), code, text, bad }, ...it.recent].slice(0, RECENT) }; });
export const check = (parcel: string) => day.set((now) => { const it = turn(now); return { ...it, checked: { ...it.checked, [parcel]: Date.now() } }; });
/** Parcels an hour, over the last hour or as long as the day is. */
export function pace(now: Day): number {
  const hour = 3_600_000;
  const since = Math.max(now.began, Date.now() - hour);
  const n = Object.values(now.checked).filter((at) => at >= since).length;
  return Math.round((n * hour) / Math.max(Date.now() - since, hour / 12));
}
