// A batch of labels on its way: asked for at the platform a hundred at a time, handed to the agent ten at a time, in order. It goes on
// while one looks at other pages; it is kept in this tab, and what became of each label is known to the platform.
import { ok, pieces } from '../../api/door';
import { Refused } from '../../api/problem';
import { store } from '../../frame/store';
import { api, type Shapes } from '../api';
import { agent, AgentNo, printTask, type Fate } from './agent';

export type LabelState = 'wait' | 'sent' | 'printed' | 'failed' | 'unknown';
export interface Label { parcel: string; number: string; state: LabelState; code?: string | undefined; said?: string | undefined; task?: string | undefined }
export interface Run { id: string; at: number; size: Shapes['Size']; printer: string; reason: string; labels: Label[]; paused: boolean; why?: string | undefined; begun: number; had: number }

const KEY = 'sealship.print.run';
const TASK = 100;
const SEAL_MS = 60_000;

function kept(): Run | null {
  try {
    const run = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Run | null;
    return run && { ...run, paused: true };
  } catch { return null; }
}
export const run = store<Run | null>(kept(), (now) => { if (now) sessionStorage.setItem(KEY, JSON.stringify(now)); else sessionStorage.removeItem(KEY); });

export const tally = (now: Run) => {
  const of = (state: LabelState) => now.labels.reduce((sum, label) => sum + (label.state === state ? 1 : 0), 0);
  return { wait: of('wait'), sent: of('sent'), printed: of('printed'), failed: of('failed'), unknown: of('unknown') };
};
export const isOver = (now: Run) => now.labels.every(({ state }) => state !== 'wait' && state !== 'sent');

function put(parcels: ReadonlyMap<string, Partial<Label>>): void {
  run.set((now) => now && { ...now, labels: now.labels.map((label) => { const some = parcels.get(label.parcel); return some ? { ...label, ...some } : label; }) });
}

export function begin(parcels: readonly { id: string; number: string }[], size: Shapes['Size'], printer: string, reason: string): void {
  run.set({ id: crypto.randomUUID(), at: Date.now(), size, printer, reason, paused: false, begun: Date.now(), had: 0, labels: parcels.map(({ id, number }) => ({ parcel: id, number, state: 'wait' })) });
  void work();
}
export const pause = () => run.set((now) => now && { ...now, paused: true });
export function goOn(): void {
  run.set((now) => now && { ...now, paused: false, why: undefined, begun: Date.now(), had: tally(now).printed });
  void work();
}
export const leave = () => { pause(); run.set(null); };

/** Prints some labels of the batch once more: the failed ones, or everything from a place on. */
export function repeat(which: (label: Label, at: number) => boolean, reason: string): void {
  run.set((now) => now && { ...now, reason: reason || now.reason, labels: now.labels.map((label, at) => (which(label, at) ? { parcel: label.parcel, number: label.number, state: 'wait' } : label)) });
  goOn();
}

let working = false;
async function work(): Promise<void> {
  if (working) return;
  working = true;
  try {
    for (;;) {
      const now = run.get();
      const next = now?.labels.filter(({ state }) => state === 'wait').slice(0, TASK) ?? [];
      if (!now || now.paused || next.length === 0) return;
      await oneTask(now, next);
    }
  } catch (error) {
    const why = error instanceof AgentNo ? error.code : error instanceof Refused ? error.problem.code : 'unreached';
    run.set((now) => now && { ...now, paused: true, why, labels: now.labels.map((label) => (label.state === 'sent' ? { ...label, state: 'unknown' } : label)) });
    void settle();
  } finally {
    working = false;
  }
}

async function oneTask(now: Run, next: readonly Label[]): Promise<void> {
  const id = agent.get().info?.agentID;
  if (!id) throw new AgentNo('agent_gone', '', '');
  const asked = await ok(api.POST('/v1/prints', { body: { agent: id, parcels: next.map(({ parcel }) => parcel), size: now.size, reason: now.reason } }));
  const refused = asked.rows.flatMap(({ index, problem }): [string, Partial<Label>][] => { const label = next[index]; return problem && label ? [[label.parcel, { state: 'failed', code: problem.code, said: problem.detail ?? undefined }]] : []; });
  put(new Map([...refused, ...asked.rows.flatMap(({ ok: made }): [string, Partial<Label>][] => (made ? [[made.parcel, { task: asked.task }]] : []))]));
  if (asked.done === 0) return;
  const documents = await sealed(asked.task);
  put(new Map(documents.filter(({ envelope }) => !envelope).map(({ parcel, code }) => [parcel, { state: 'failed', code: code ?? 'ticket_expired' }])));
  for (const ten of pieces(documents.filter(({ envelope }) => envelope), agent.get().info?.maxDocuments ?? 10)) {
    if (run.get()?.paused !== false || run.get()?.id !== now.id) return;
    await hand(now.printer, ten);
  }
}

async function sealed(task: string): Promise<Shapes['Document'][]> {
  for (const end = Date.now() + SEAL_MS; ; ) {
    const view = await ok(api.GET('/v1/prints/{task}', { params: { path: { task } } }));
    if (view.ready || Date.now() > end) return view.documents;
    await new Promise((next) => setTimeout(next, 300));
  }
}

const ENDED: Partial<Record<Fate['status'], LabelState>> = { printed: 'printed', failed: 'failed', cancelled: 'failed', unknown: 'unknown' };

interface Envelope { header: { document_id: string } }
async function hand(printer: string, ten: readonly Shapes['Document'][]): Promise<void> {
  const names = new Map(ten.map(({ parcel, envelope }) => [(envelope as Envelope).header.document_id, parcel]));
  put(new Map(ten.map(({ parcel }) => [parcel, { state: 'sent' }])));
  const told = (fates: Fate[]) => put(new Map(fates.flatMap((fate): [string, Partial<Label>][] => {
    const parcel = names.get(fate.documentID);
    const state = ENDED[fate.status];
    return parcel && state ? [[parcel, { state, code: fate.code, said: fate.msg }]] : [];
  })));
  await printTask(printer, ten.map(({ envelope, custom }) => ({ documentID: (envelope as Envelope).header.document_id, standard: envelope, custom: custom ?? null })), told);
}

/** Asks the platform what became of the labels whose fate is not known here: after a reload, or when the agent fell silent. */
export async function settle(): Promise<void> {
  const open = new Set(run.get()?.labels.filter(({ state, task }) => task && (state === 'sent' || state === 'unknown')).map(({ task }) => task));
  for (const task of open) {
    if (!task) continue;
    const { documents } = await ok(api.GET('/v1/prints/{task}', { params: { path: { task } } }));
    const known: Partial<Record<Shapes['TicketState'], LabelState>> = { printed: 'printed', failed: 'failed', refused: 'failed', sealed: 'wait', asked: 'wait', unknown: 'unknown', redeemed: 'unknown' };
    const mine = new Set(run.get()?.labels.filter((label) => label.task === task && (label.state === 'sent' || label.state === 'unknown')).map(({ parcel }) => parcel));
    put(new Map(documents.filter(({ parcel }) => mine.has(parcel)).map(({ parcel, state, code }) => [parcel, { state: known[state] ?? 'unknown', code: code ?? undefined }])));
  }
}
