// What the operator decides about a party. The version says what was looked at: whoever comes second is told, not overruled.
import { ok } from '../../api/door';
import { api } from '../api';
import type { Party, PartyState } from '../data';

export type Verdict = 'approve' | 'refuse' | 'suspend' | 'resume';
export const VERDICTS: readonly Verdict[] = ['approve', 'refuse', 'suspend', 'resume'];
export const KEY = { approve: 'A', refuse: 'R', suspend: 'S', resume: 'A' } as const;
export const TONE = { applied: 'wait', active: 'good', suspended: 'bad', refused: 'idle' } as const satisfies Record<PartyState, string>;
/** Characters of a note. */
export const NOTE = 500;

export function decide(party: Pick<Party, 'id' | 'version'>, verdict: Verdict, note: string): Promise<Party> {
  const ask = { params: { path: { id: party.id } }, body: { version: party.version, note: note.trim() } };
  switch (verdict) {
    case 'approve': return ok(api.POST('/v1/parties/{id}/approve', ask));
    case 'refuse': return ok(api.POST('/v1/parties/{id}/refuse', ask));
    case 'suspend': return ok(api.POST('/v1/parties/{id}/suspend', ask));
    case 'resume': return ok(api.POST('/v1/parties/{id}/resume', ask));
  }
}
