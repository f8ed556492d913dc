// What the operator's rooms ask the door for, in one place so that they share what is already here. Keys begin with the noun
// of the door's events.
import { queryOptions } from '@tanstack/react-query';
import { ok } from '../api/door';
import { api, type Shapes } from './api';
import { few, type Few } from './few';

export type Party = Shapes['PartyView'];
export type PartyState = Shapes['PartyState'];
export type PartyKind = Shapes['PartyKind'];
export type Account = Shapes['WaybillAccount'];
export type Job = Shapes['JobView'];
export type Mail = Shapes['MailView'];
export type Trouble = 'dead' | 'stuck';
export type MailState = 'queued' | 'sent' | 'refused' | 'failed';

/** What waits for the operator is asked for again by itself. */
const WATCHED = 20_000;
/** Rows behind a number of the overview. */
export const SUMMED = 1000;

export interface PartyQuery { state?: PartyState; kind?: PartyKind }
export const partyPage = (query: PartyQuery) => (cursor: string | undefined) => ok(api.GET('/v1/parties', { params: { query: { ...query, limit: 200, cursor } } }));
/** Without a state the door tells the applied ones: all of them are the four states in turn (`allAccounts`). */
export const accountPage = (state: string) => (cursor: string | undefined) => ok(api.GET('/v1/waybill-accounts', { params: { query: { state, limit: 200, cursor } } }));
export async function allAccounts(most = 2000): Promise<Few<Account>> {
  const each = await Promise.all(['active', 'applied', 'refused', 'closed'].map((state) => few<Account>(accountPage(state), most)));
  return { rows: each.flatMap(({ rows }) => rows), more: each.some(({ more }) => more) };
}
export const jobPage = (state: Trouble, kind?: string) => (cursor: string | undefined) => ok(api.GET('/v1/jobs', { params: { query: { state, kind, limit: 200, cursor } } }));
export const mailPage = (state: MailState) => (cursor: string | undefined) => ok(api.GET('/v1/mails', { params: { query: { state, limit: 200, cursor } } }));

export const somePartiesQuery = (state: PartyState) =>
  queryOptions({ queryKey: ['parties', 'few', state], queryFn: () => few<Party>(partyPage({ state }), state === 'applied' ? SUMMED : 200), refetchInterval: state === 'applied' ? WATCHED : false });
export const someAccountsQuery = (state: string) =>
  queryOptions({ queryKey: ['accounts', 'few', state], queryFn: () => few<Account>(accountPage(state), SUMMED), refetchInterval: state === 'applied' ? WATCHED : false });
export const someJobsQuery = (state: Trouble) =>
  queryOptions({ queryKey: ['jobs', 'few', state], queryFn: () => few<Job>(jobPage(state), SUMMED), refetchInterval: WATCHED });
export const someMailsQuery = (state: MailState) =>
  queryOptions({ queryKey: ['mails', 'few', state], queryFn: () => few<Mail>(mailPage(state), 200), refetchInterval: WATCHED });

/** A party as it stands. */
export const partyNow = (id: string): Promise<Party> => ok(api.GET('/v1/parties/{id}', { params: { path: { id } } }));
