// What happened while one looked elsewhere: a bell with a list, a line at the foot of the screen, and a mark in the tab's title.
import { store } from './store';

export interface Notice {
  id: string;
  at: number;
  tone: 'good' | 'bad' | 'plain';
  text: string;
  /** Where to look: an address of this console. */
  to?: string;
  /** A verb on the line at the foot of the screen, e.g. undo; with seconds it counts down and goes. */
  act?: { word: string; run(): void; until?: number };
  seen: boolean;
}

const MOST = 50;
/** Kept by the tab through a reload; what can be done about one is not, since it belongs to the page that said it. */
const KEY = 'sealship.notices';
const kept = (): readonly Notice[] => JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as readonly Notice[];
export const notices = store<readonly Notice[]>(kept(), (now) => sessionStorage.setItem(KEY, JSON.stringify(now.map(({ act: _, ...rest }) => rest))));
/** The one on the line at the foot of the screen. */
export const toast = store<Notice | null>(null);

export function notify(notice: Omit<Notice, 'id' | 'at' | 'seen'> & { quiet?: boolean; id?: string }): string {
  const { quiet, ...rest } = notice;
  const whole: Notice = { ...rest, id: notice.id ?? crypto.randomUUID(), at: Date.now(), seen: !document.hidden && !quiet };
  notices.set((now) => [whole, ...now.filter((each) => each.id !== whole.id)].slice(0, MOST));
  if (!quiet) toast.set(whole);
  return whole.id;
}

export const seeAll = () => notices.set((now) => now.map((each) => ({ ...each, seen: true })));

/** The tab says how many finished things nobody has looked at. */
let title = document.title;
export function nameTab(name: string): void {
  title = name;
  mark();
}
function mark(): void {
  const unseen = notices.get().filter((each) => !each.seen).length;
  document.title = unseen > 0 ? `(${unseen}) ${title}` : title;
}
document.addEventListener('visibilitychange', mark);
export function watchTab(): void {
  setInterval(mark, 1000);
}
