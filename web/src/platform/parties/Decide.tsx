// Approving, refusing, stopping or letting go on, of one party or many.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Refused } from '../../api/problem';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { AskWhy, lengthOf } from '../../kit/AskWhy';
import { Each } from '../../kit/Each';
import { partyNow, type Party, type PartyState } from '../data';
import { decide, NOTE, type Verdict } from './decide';
import { book } from './words';

const WORD = { approve: 'approveN', refuse: 'refuseN', suspend: 'suspendN', resume: 'resumeN' } as const;
const WHY = { approve: 'approveWhy', refuse: 'refuseWhy', suspend: 'suspendWhy', resume: 'resumeWhy' } as const;
const DONE = { approve: 'approved', refuse: 'refusedN', suspend: 'suspendedN', resume: 'resumed' } as const;

/** Up to so many rows, those where somebody was faster are looked at again, to say how they stand. */
const LOOKED = 20;

export function Decide({ verdict, rows, close }: { verdict: Verdict; rows: readonly Party[]; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const no = verdict === 'refuse' || verdict === 'suspend';
  const usual = verdict === 'refuse' ? [w('w1'), w('w2'), w('w3')] : [w('s1'), w('s2'), w('s3')];
  const end = (done: number) => {
    if (done > 0) notify({ tone: 'good', text: w(DONE[verdict], { n: done }) });
    void queries.invalidateQueries({ queryKey: ['parties'] });
    close();
  };
  const stands = useRef(new Map<string, PartyState>());
  const act = async (party: Party) => {
    try {
      await decide(party, verdict, note);
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 409 && rows.length <= LOOKED) {
        const now = await partyNow(party.id).catch(() => undefined);
        if (now) stands.current.set(party.id, now.state);
      }
      throw error;
    }
  };
  const name = (party: Party) => { const now = stands.current.get(party.id); return now ? `${party.name} · ${w('now', { state: w(now) })}` : party.name; };
  const title = w(WORD[verdict], { n: rows.length });
  return (
    <Each title={title} verb={title} rows={rows} name={name} act={act} danger={no}
      ready={lengthOf(note) <= NOTE && (!no || lengthOf(note) > 0)} close={end}>
      <p className="question-why">{w(WHY[verdict])}</p>
      {no ? <AskWhy label={w(verdict === 'refuse' ? 'why' : 'whySuspend')} hint={w('shown')} value={note} set={setNote} usual={usual} most={NOTE} /> : null}
    </Each>
  );
}
