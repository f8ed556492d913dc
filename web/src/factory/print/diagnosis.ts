// Why does no label come out: the browser, the agent and the platform are asked in turn, each for what it alone can know.
import { queryOptions } from '@tanstack/react-query';
import { ok } from '../../api/door';
import { api, type Shapes } from '../api';
import { ask, type AgentState } from './agent';

/** What the agent finds of itself: `ok`, or the first thing that is wrong. */
export interface Finding { code: string; msg?: string; remedy?: string; clockAhead?: number }
export interface Diagnosed { agent?: Finding | undefined; platform: Shapes['Diagnosis'] }

/** True where something answered, whatever it said. */
export const reached = ({ link }: AgentState) => link === 'unpaired' || link === 'unenrolled' || link === 'ready';

export const diagnosisQuery = (state: AgentState, mine: readonly string[]) => queryOptions({
  queryKey: ['printing', 'diagnosis', state.link, state.info?.agentID ?? '', mine],
  queryFn: async (): Promise<Diagnosed> => {
    const paired = state.link === 'ready' || state.link === 'unenrolled';
    const agent = paired ? (await ask<{ diagnosis: Finding }>('diagnose', { agentID: mine })).diagnosis : undefined;
    const time = paired ? (await ask<{ time: number }>('getAgentInfo')).time : undefined;
    const found = { reached: reached(state), ...(agent ? { code: agent.code } : {}), ...(state.info?.agentID ? { agent: state.info.agentID } : {}), ...(time === undefined ? {} : { time }) };
    return { agent, platform: await ok(api.GET('/v1/print-agents/diagnosis', { params: { query: found } })) };
  },
  staleTime: 0,
});

/** The page with the agent's packages, for whoever has none yet. */
export const packagesQuery = queryOptions({ queryKey: ['printing', 'packages'], queryFn: async () => (await ok(api.GET('/v1/print-agents/diagnosis', { params: { query: { reached: false } } }))).packages ?? null, staleTime: 600_000 });
