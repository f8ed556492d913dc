// A batch of labels on its way. Tickets are asked for a few at a time, just before the agent takes them: a ticket must be in its queue
// within minutes, and a change of paper may take longer than that. What the agent has taken is the agent's: this page only hears of it,
// and asks again after a reload. The batch goes on while one looks at other pages; it is kept in this tab.
import { ok } from '../../api/door';
import { Refused } from '../../api/problem';
import { store } from '../../frame/store';
import { api, type Shapes } from '../api';
import { agent, AgentNo, hand, listen, onTask, steer, type Fate, type TaskNow } from './agent';

/** wait: not asked for, or not handed over · sent: the agent has it, `code` says what its printer waits for · the rest are ends. */
export type LabelState = 'wait' | 'sent' | 'printed' | 'failed' | 'unknown';
export interface Label { parcel: string; number: string; state: LabelState; code?: string | undefined; said?: string | undefined; task?: string | undefined }
export interface Run { id: string; at: number; size: Shapes['Size']; printer: string; reason: string; labels: Label[]; paused: boolean; why?: string | undefined; begun: number; had: number }

const KEY = 'sealship.print.run';
/** Labels asked for at once, and handed over as one task. */
const TASK = 10;
/** With so many in the agent's hands the printer is never idle; the rest is not asked for yet. */
const AHEAD = 20;
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
/** The label the printer stands at, with what it waits for. */
export const stuck = (now: Run) => now.labels.find(({ state, code }) => state === 'sent' && code);
/** Tasks of which the agent still has something. */
const held = (labels: readonly Label[]) => [...new Set(labels.flatMap(({ state, task }) => (state === 'sent' && task ? [task] : [])))];

function put(parcels: ReadonlyMap<string, Partial<Label>>): void {
  if (parcels.size > 0) run.set((now) => now && { ...now, labels: now.labels.map((label) => { const some = parcels.get(label.parcel); return some ? { ...label, ...some } : label; }) });
}
const stop = (why: string) => run.set((now) => now && { ...now, paused: true, why });
const codeOf = (error: unknown) => (error instanceof AgentNo ? error.code : error instanceof Refused ? error.problem.code : 'unreached');

export function begin(parcels: readonly { id: string; number: string }[], size: Shapes['Size'], printer: string, reason: string): void {
  run.set({ id: crypto.randomUUID(), at: Date.now(), size, printer, reason, paused: false, begun: Date.now(), had: 0, labels: parcels.map(({ id, number }) => ({ parcel: id, number, state: 'wait' })) });
  void work();
}

/** The agent ends what it is at and begins no more. */
export function pause(): void {
  run.set((now) => now && { ...now, paused: true });
  void steer('pause', held(run.get()?.labels ?? [])).catch(() => undefined);
}

export async function goOn(): Promise<void> {
  run.set((now) => now && { ...now, paused: false, why: undefined, begun: Date.now(), had: tally(now).printed });
  try {
    await steer('resume', held(run.get()?.labels ?? []));
    await work();
  } catch (error) { stop(codeOf(error)); }
}

/** Ends the batch: what the agent has and did not begin comes out of its queue. */
export function leave(): void {
  const tasks = held(run.get()?.labels ?? []);
  run.set(null);
  void steer('cancel', tasks).catch(() => undefined);
}

/** Prints some labels of the batch once more: the failed ones, or everything from a place on. Those the agent still has are taken
 *  from it first, or they would come out twice. */
export async function repeat(which: (label: Label, at: number) => boolean, reason: string): Promise<void> {
  const chosen = (run.get()?.labels ?? []).filter(which);
  const parcels = new Set(chosen.map(({ parcel }) => parcel));
  try { await steer('cancel', held(chosen)); } catch (error) { return stop(codeOf(error)); }
  run.set((now) => now && { ...now, reason: reason || now.reason, labels: now.labels.map((label) => (parcels.has(label.parcel) && label.state !== 'sent' ? { parcel: label.parcel, number: label.number, state: 'wait' } : label)) });
  await goOn();
}

let working = false;
async function work(): Promise<void> {
  if (working) return;
  working = true;
  try {
    for (;;) {
      const now = run.get();
      const next = now?.labels.filter(({ state }) => state === 'wait').slice(0, Math.min(TASK, agent.get().info?.maxDocuments ?? TASK)) ?? [];
      if (!now || now.paused || next.length === 0 || tally(now).sent > AHEAD - TASK) return;
      await oneTask(now, next);
    }
  } catch (error) {
    stop(codeOf(error));
  } finally {
    working = false;
  }
}

interface Envelope { header: { document_id: string } }
const envelopeOf = ({ envelope }: Shapes['Document']) => envelope as Envelope | null | undefined;

async function oneTask(now: Run, next: readonly Label[]): Promise<void> {
  const id = agent.get().info?.agentID;
  if (!id) throw new AgentNo('agent_gone', '', '');
  const asked = await ok(api.POST('/v1/prints', { body: { agent: id, parcels: next.map(({ parcel }) => parcel), size: now.size, reason: now.reason } }));
  put(new Map(asked.rows.flatMap(({ index, problem }): [string, Partial<Label>][] => { const label = next[index]; return problem && label ? [[label.parcel, { state: 'failed', code: problem.code, said: problem.detail ?? undefined }]] : []; })));
  if (asked.done === 0) return;
  const documents = await sealed(asked.task);
  if (run.get()?.id !== now.id) return;
  put(new Map(documents.filter((each) => !envelopeOf(each)).map(({ parcel, code }) => [parcel, { state: 'failed', code: code ?? 'ticket_expired' }])));
  const whole = documents.filter(envelopeOf);
  if (whole.length === 0 || run.get()?.paused !== false) return;
  // From here on the agent may have them, whether or not its answer arrives.
  put(new Map(whole.map(({ parcel }) => [parcel, { state: 'sent', task: asked.task, code: undefined, said: undefined }])));
  await hand(asked.task, now.printer, whole.map((each) => ({ documentID: envelopeOf(each)?.header.document_id ?? '', standard: each.envelope, custom: each.custom ?? null })));
}

async function sealed(task: string): Promise<Shapes['Document'][]> {
  for (const end = Date.now() + SEAL_MS; ; ) {
    const view = await ok(api.GET('/v1/prints/{task}', { params: { path: { task } } }));
    if (view.ready || Date.now() > end) return view.documents;
    await new Promise((next) => setTimeout(next, 300));
  }
}

const STATE: Record<Fate['status'], LabelState> = { queued: 'sent', printing: 'sent', rendered: 'sent', printed: 'printed', failed: 'failed', cancelled: 'failed', unknown: 'unknown' };

// A label that ended stays ended; one asked for anew belongs to another task.
onTask(({ taskID, printStatus }: TaskNow) => {
  const fates = new Map(printStatus.map((fate) => [fate.documentID, fate]));
  put(new Map((run.get()?.labels ?? []).flatMap((label): [string, Partial<Label>][] => {
    const fate = label.task === taskID && label.state === 'sent' ? fates.get(label.number) : undefined;
    if (!fate) return [];
    return [[label.parcel, { state: STATE[fate.status], code: fate.code ?? (fate.status === 'cancelled' ? 'cancelled' : undefined), said: [fate.msg, fate.remedy].filter(Boolean).join(' ') || undefined }]];
  })));
  void work();
});

/** The agent is there (again): it tells what became of what it has. What it never had is asked of the platform. */
export async function attach(): Promise<void> {
  const never = new Set(await listen(held(run.get()?.labels ?? [])));
  await settle((label) => never.has(label.task ?? ''));
}

/** The line to the agent broke. It goes on with what it has; nothing new is handed over until somebody says so. */
export function lose(): void {
  const now = run.get();
  if (now && !now.paused && !isOver(now)) stop('agent_gone');
}

const ENDED: Partial<Record<Shapes['TicketState'], LabelState>> = { printed: 'printed', failed: 'failed', refused: 'failed', unknown: 'unknown' };
/** For labels the agent does not have: never opened, they are asked for anew; opened and not told of, somebody must look. */
const LOST: Partial<Record<Shapes['TicketState'], LabelState>> = { asked: 'wait', sealed: 'wait', redeemed: 'unknown' };

/** What the platform knows of labels on their way; without an agent to ask, only their ends. */
export async function settle(never: (label: Label) => boolean = () => false): Promise<void> {
  for (const task of held(run.get()?.labels ?? [])) {
    const { documents } = await ok(api.GET('/v1/prints/{task}', { params: { path: { task } } }));
    const known = new Map(documents.map((each) => [each.parcel, each]));
    put(new Map((run.get()?.labels ?? []).flatMap((label): [string, Partial<Label>][] => {
      const document = label.task === task && label.state === 'sent' ? known.get(label.parcel) : undefined;
      const state = document && (ENDED[document.state] ?? (never(label) ? LOST[document.state] : undefined));
      return document && state ? [[label.parcel, { state, code: document.code ?? undefined, said: undefined }]] : [];
    })));
  }
}
