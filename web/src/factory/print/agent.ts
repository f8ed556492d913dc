// The line to the print agent on this computer: its protocol is print-agent/PROTOCOL.md. Opened by a person's hand alone: the
// browser asks them whether the page may reach this computer, and a question out of nowhere is answered no.
import { pieces } from '../../api/door';
import { store } from '../../frame/store';

/** off: nobody asked · asking: connecting · denied: the browser keeps us away · absent: nothing listens, or it does not know this
 *  console · unpaired: it wants the pairing code · unenrolled: it belongs to no party yet · ready. */
export type Link = 'off' | 'asking' | 'denied' | 'absent' | 'unpaired' | 'unenrolled' | 'ready';
export interface Info { agentVersion: string; agentID: string | null; party: string | null; platform: string | null; time: number; queued: number; receiptsOwed: number; templates: string[]; papers?: string[]; maxDocuments: number; enrolled: boolean; paired: boolean }
export interface Printer { name: string; kind: string; dpi: string; maskedOnly: boolean }
export interface Config { offsetX: number; offsetY: number; paper: string | null; density?: number | null }
export interface Fate { documentID: string; status: 'queued' | 'printing' | 'rendered' | 'printed' | 'failed' | 'unknown' | 'cancelled'; code?: string; msg?: string; remedy?: string }
export interface AgentState { link: Link; port: number; info?: Info | undefined; printers: Printer[]; usual: string; code?: string | undefined }

/** A task as the agent has it. */
export interface TaskNow { taskID: string; printStatus: Fate[] }

const USUAL_PORT = 7790;
const TOKEN = 'sealship.agent.token';
const PORT = 'sealship.agent.port';
const ANSWER_MS = 15_000;
/** For a paper to be set, and for each sheet of it; a printer that said what it waits for may take its time. */
const STEP_MS = 60_000;
const OPEN_MS = 60_000;

export const agent = store<AgentState>({ link: 'off', port: Number(localStorage.getItem(PORT)) || USUAL_PORT, printers: [], usual: '' });
const change = (some: Partial<AgentState>) => agent.set((now) => ({ ...now, ...some }));

/** A refusal in the agent's own stable code. */
export class AgentNo extends Error {
  constructor(readonly code: string, readonly said: string, readonly remedy: string) { super(code); }
}

type Message = Record<string, unknown> & { cmd: string; requestID?: string; status?: string };
/** How far a paper is: sheets the printer has, and what it waits for. */
export interface Step { printed: number; of: number; code?: string; msg?: string; remedy?: string }
const waiting = new Map<string, { done(message: Message): void; fail(error: Error): void; step(step: Step): void }>();
let told: (task: TaskNow) => void = () => undefined;
/** Hears of every task that was handed over or asked about here, whenever one of its labels changes. */
export const onTask = (hear: (task: TaskNow) => void): void => { told = hear; };
let socket: WebSocket | null = null;
let wait = 1000;
let again = 0;

function hear(message: Message): void {
  if (message.cmd === 'notifyPrintResult') {
    told(message as unknown as TaskNow);
    return;
  }
  const { done, fail, step } = waiting.get(message.requestID ?? '') ?? {};
  if (message.cmd === 'notifyPaper') return step?.(message as unknown as Step);
  waiting.delete(message.requestID ?? '');
  if (message.status === 'failed' && !message['taskID']) fail?.(new AgentNo(String(message['code']), String(message['msg'] ?? ''), String(message['remedy'] ?? '')));
  else done?.(message);
}

/** `far` hears how far a paper is; without it the answer comes in seconds or not at all. */
export function ask<T>(cmd: string, fields: Record<string, unknown> = {}, far?: (step: Step) => void): Promise<T> {
  const line = socket;
  if (!line || line.readyState !== WebSocket.OPEN) return Promise.reject(new AgentNo('agent_gone', '', ''));
  const requestID = crypto.randomUUID();
  return new Promise<T>((done, fail) => {
    const silent = () => { waiting.delete(requestID); fail(new AgentNo('agent_silent', '', '')); };
    let late = window.setTimeout(silent, far ? STEP_MS : ANSWER_MS);
    const end = () => clearTimeout(late);
    waiting.set(requestID, {
      done: (message) => { end(); done(message as T); },
      fail: (error) => { end(); fail(error); },
      step: (step) => { end(); if (!step.code) late = window.setTimeout(silent, STEP_MS); far?.(step); },
    });
    line.send(JSON.stringify({ cmd, requestID, version: '1.0', ...fields }));
  });
}

/** Whether the browser lets this page reach programs on this computer; browsers without the question let it. */
async function permission(): Promise<PermissionState> {
  for (const name of ['loopback-network', 'local-network-access']) {
    try { return (await navigator.permissions.query({ name: name as PermissionName })).state; } catch { /* another browser's word for it */ }
  }
  return 'granted';
}

export function setPort(port: number): void {
  localStorage.setItem(PORT, String(port));
  change({ port });
}

/** `quiet`: tried again by itself, while the person reads what to do. */
export function connect(quiet = false): void {
  clearTimeout(again);
  if (socket && socket.readyState <= WebSocket.OPEN) return;
  if (!quiet) change({ link: 'asking', code: undefined });
  const line = new WebSocket(`ws://127.0.0.1:${agent.get().port}/`);
  socket = line;
  const late = setTimeout(() => line.close(), OPEN_MS);
  line.onmessage = ({ data }) => hear(JSON.parse(String(data)) as Message);
  line.onopen = () => { clearTimeout(late); wait = 1000; void greet(); };
  line.onclose = () => { clearTimeout(late); void lost(line); };
}

async function lost(line: WebSocket): Promise<void> {
  if (socket !== line) return;
  socket = null;
  for (const { fail } of waiting.values()) fail(new AgentNo('agent_gone', '', ''));
  waiting.clear();
  const was = agent.get().link;
  change({ link: (await permission()) === 'denied' ? 'denied' : 'absent', printers: [] });
  if (was === 'off' || agent.get().link === 'denied') return;
  again = window.setTimeout(() => connect(true), wait);
  wait = Math.min(wait * 2, 30_000);
}

/** Shows the pairing code kept from last time, then asks who it is and what prints. */
async function greet(): Promise<void> {
  const token = localStorage.getItem(TOKEN);
  try {
    if (token) await ask('pair', { token });
    const info = await ask<Info>('getAgentInfo');
    if (!info.paired) return change({ link: 'unpaired', info });
    if (!info.enrolled) return change({ link: 'unenrolled', info });
    const { printers, defaultPrinter } = await ask<{ printers: Printer[]; defaultPrinter: string }>('getPrinters');
    change({ link: 'ready', info, printers, usual: defaultPrinter });
  } catch (error) {
    if (!(error instanceof AgentNo)) throw error;
    if (error.code === 'wrong_token') localStorage.removeItem(TOKEN);
    change({ link: ['wrong_token', 'not_paired'].includes(error.code) ? 'unpaired' : 'absent', code: error.code });
  }
}

/** Keeps the code and shows it; a wrong one is told in `agent.code`. */
export async function pair(token: string): Promise<void> {
  localStorage.setItem(TOKEN, token.trim());
  change({ code: undefined });
  if (socket?.readyState === WebSocket.OPEN) await greet();
  else connect();
}

export const look = () => greet();

/** Where one connected before and the browser needs no question, a reload connects again by itself. */
export async function resume(): Promise<void> {
  if (agent.get().link === 'off' && localStorage.getItem(TOKEN) && (await permission()) === 'granted') connect();
}

/** Hands over at most ten documents. Once they are taken they are the agent's, whatever becomes of this page. */
export async function hand(taskID: string, printer: string, documents: { documentID: string; standard: unknown; custom: unknown }[]): Promise<void> {
  told(await ask<TaskNow>('print', { task: { taskID, printer, documents } }));
}

/** What one answer of `getTaskStatus` takes. */
const MOST_TASKS = 50;
/** Asks for tasks, to hear of them again after a reload; answers those the agent never had. */
export async function listen(taskIDs: readonly string[]): Promise<string[]> {
  const gone: string[] = [];
  for (const some of pieces(taskIDs, MOST_TASKS)) {
    const answer = await ask<{ tasks: TaskNow[]; unknown: string[] }>('getTaskStatus', { taskID: some });
    answer.tasks.forEach(told);
    gone.push(...answer.unknown);
  }
  return gone;
}

/** Pauses, resumes or cancels tasks; one that ended meanwhile is no matter. */
export async function steer(verb: 'pause' | 'resume' | 'cancel', taskIDs: readonly string[]): Promise<void> {
  for (const taskID of taskIDs) {
    const task = await ask<TaskNow>(`${verb}Task`, { taskID }).catch((error: unknown) => { if (error instanceof AgentNo && error.code === 'agent_gone') throw error; });
    if (task) told(task);
  }
}
