// Papers beside labels: gathered from the door, handed untouched to the print agent, or shown as the PDF it makes of them.
import { ok, pieces } from '../../api/door';
import { api, type Shapes } from '../api';
import { ask, type Step } from '../print/agent';

export type Paper = Shapes['Paper'];
export type HandOver = Shapes['HandOver'];
export type Kind = Paper['kind'];
export type Sheet = 'A4' | '76x130';
export const SHEETS: readonly Sheet[] = ['A4', '76x130'];

/** What one hand-over list takes. */
const MOST_ROWS = 2000;

export async function ofParcels(kind: 'pick_list' | 'packing_slip', parcels: readonly string[]): Promise<Paper[]> {
  const papers: Paper[] = [];
  for (const some of pieces(parcels)) {
    const body = { parcels: [...some] };
    if (kind === 'pick_list') papers.push(await ok(api.POST('/v1/papers/pick-list', { body })));
    else papers.push(...await ok(api.POST('/v1/papers/packing-slips', { body })));
  }
  return papers;
}

/** What left on a day, a list for each carrier that took something; a long one in several. */
export async function handOvers(carriers: readonly string[], day: string): Promise<HandOver[]> {
  const lists = await Promise.all(carriers.map((carrier) => handOver(carrier, day)));
  return lists.flat();
}

async function handOver(carrier: string, day: string): Promise<HandOver[]> {
  const lists: HandOver[] = [];
  for (let cursor: string | undefined; ;) {
    const { paper, next } = await ok(api.GET('/v1/papers/hand-over', { params: { query: { carrier, day, limit: 200, ...(cursor ? { cursor } : {}) } } }));
    if (paper.kind === 'hand_over') join(lists, paper);
    if (!next) return lists.filter(({ rows }) => rows.length > 0);
    cursor = next;
  }
}

function join(lists: HandOver[], page: HandOver): void {
  const last = lists.at(-1);
  if (last && last.rows.length + page.rows.length <= MOST_ROWS) last.rows.push(...page.rows);
  else lists.push({ ...page });
}

/** How far several papers are. */
export interface Far extends Step { paper: number; papers: number }

/** Prints them one after another; the first that fails stops the rest and says how many are out. */
export async function print(printer: string, sheet: Sheet, papers: readonly Paper[], told: (far: Far) => void): Promise<number> {
  let pages = 0;
  for (const [at, paper] of papers.entries()) {
    told({ paper: at, papers: papers.length, printed: 0, of: 0 });
    const done = await ask<{ pages: number }>('printPaper', { printer, sheet, paper }, (step) => told({ ...step, paper: at, papers: papers.length }));
    pages += done.pages;
  }
  return pages;
}

/** The agent's PDFs, saved as files. */
export async function save(sheet: Sheet, papers: readonly Paper[], told: (far: Far) => void): Promise<number> {
  let pages = 0;
  for (const [at, paper] of papers.entries()) {
    told({ paper: at, papers: papers.length, printed: 0, of: 0 });
    const shown = await ask<{ pages: number; data: string }>('previewPaper', { sheet, paper }, () => undefined);
    download(`${paper.kind}-${at + 1}.pdf`, shown.data);
    pages += shown.pages;
  }
  return pages;
}

function download(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
