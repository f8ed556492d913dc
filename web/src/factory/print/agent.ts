// The line to the print agent on this computer: its protocol is print-agent/PROTOCOL.md. Opened by a person's hand alone: the
// browser asks them whether the page may reach this computer, and a question out of nowhere is answered no.
import { store } from '../../frame/store';

/** off: nobody asked · asking: connecting · denied: the browser keeps us away · absent: nothing listens, or it does not know this
 *  console · unpaired: it wants the pairing code · unenrolled: it belongs to no party yet · ready. */
export type Link = 'off' | 'asking' | 'denied' | 'absent' | 'unpaired' | 'unenrolled' | 'ready';
export interface Info { agentVersion: string; agentID: string | null; party: string | null; platform: string | null; time: number; queued: number; receiptsOwed: number; templates: string[]; papers?: string[]; maxDocuments: number; enrolled: boolean; paired: boolean }
export interface Printer { name: string; kind: string; dpi: string; maskedOnly: boolean }
export interface Config { offsetX: number; offsetY: number; paper: string | null; density?: number | null }
export interface Fate { documentID: string; status: 'queued' | 'printing' | 'rendered' | 'printed' | 'failed' | 'unknown' | 'cancelled'; code?: string; msg?: string; remedy?: string }
export interface AgentState { link: Link; port: number; info?: Info | undefined; printers: Printer[]; usual: string; code?: string | undefined }

/** What a task ends as. */
const ENDS: readonly string[] = ['printed', 'failed', 'unknown', 'cancelled'];
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
const waiting = new Map<string, { done(message: Message): void; fail(error: Error): void; told(step: Step): void }>();
const tasks = new Map<string, (fates: Fate[], ended: boolean) => void>();
let socket: WebSocket | null = null;
let wait = 1000;
let again = 0;

function hear(message: Message): void {
  if (message.cmd === 'notifyPrintResult') {
    tasks.get(String(message['taskID']))?.(message['printStatus'] as Fate[], ENDS.includes(String(message['taskStatus'])));
    return;
  }
  const { done, fail, told } = waiting.get(message.requestID ?? '') ?? {};
  if (message.cmd === 'notifyPaper') return told?.(message as unknown as Step);
  waiting.delete(message.requestID ?? '');
  if (message.status === 'failed' && !message['taskID']) fail?.(new AgentNo(String(message['code']), String(message['msg'] ?? ''), String(message['remedy'] ?? '')));
  else done?.(message);
}

/** `told` hears how far a paper is; without it the answer comes in seconds or not at all. */
export function ask<T>(cmd: string, fields: Record<string, unknown> = {}, told?: (step: Step) => void): Promise<T> {
  const line = socket;
  if (!line || line.readyState !== WebSocket.OPEN) return Promise.reject(new AgentNo('agent_gone', '', ''));
  const requestID = crypto.randomUUID();
  return new Promise<T>((done, fail) => {
    const silent = () => { waiting.delete(requestID); fail(new AgentNo('agent_silent', '', '')); };
    let late = window.setTimeout(silent, told ? STEP_MS : ANSWER_MS);
    const end = () => clearTimeout(late);
    waiting.set(requestID, {
      done: (message) => { end(); done(message as T); },
      fail: (error) => { end(); fail(error); },
      told: (step) => { end(); if (!step.code) late = window.setTimeout(silent, STEP_MS); told?.(step); },
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

/** Prints at most ten documents; `told` hears each label's fate as it comes, the promise ends with the last. */
export async function printTask(printer: string, documents: { documentID: string; standard: unknown; custom: unknown }[], told: (fates: Fate[]) => void): Promise<void> {
  const taskID = crypto.randomUUID();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((done) => { end = done; });
  tasks.set(taskID, (fates, over) => { told(fates); if (over) end(); });
  try {
    const answer = await ask<{ taskStatus: string; printStatus: Fate[] }>('print', { task: { taskID, printer, documents } });
    told(answer.printStatus);
    if (ENDS.includes(answer.taskStatus)) return;
    await Promise.race([ended, gone(documents.length)]);
  } finally {
    tasks.delete(taskID);
  }
}

/** The agent died, or says nothing for longer than its own limit of 15 s a label. */
function gone(labels: number): Promise<never> {
  return new Promise((_, fail) => {
    const end = Date.now() + 30_000 + labels * 15_000;
    const watch = setInterval(() => {
      if (socket?.readyState === WebSocket.OPEN && Date.now() < end) return;
      clearInterval(watch);
      fail(new AgentNo('agent_gone', '', ''));
    }, 1000);
  });
}
