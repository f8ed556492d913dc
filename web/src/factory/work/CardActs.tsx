// What can be done with one order now: the one thing that helps it on first.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { ok } from '../../api/door';
import { useGo } from '../../frame/address';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { tell } from '../../kit/problems';
import { api } from '../api';
import type { Card, Parcel } from '../data';
import { grant } from '../recalls/grant';
import { wrongIn } from './CardParcels';
import { Refuse } from './Refuse';
import { Take } from './Take';
import { TypeIn } from './TypeIn';
import { book } from './words';

interface Act { word: string; run(): void; busy?: boolean; danger?: boolean }
type Doing = 'decline' | 'fail' | 'take' | 'type' | null;

export function CardActs({ card, parcels }: { card: Card; parcels: readonly Parcel[] }) {
  const w = useWords(book);
  const go = useGo();
  const may = useMay();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing>(null);
  const changed = () => void refresh(queries, 'assignments', 'parcels', 'accounts');
  const accept = useMutation({
    mutationFn: () => ok(api.POST('/v1/assignments/accept', { body: { assignments: [card.id] } })),
    onSuccess({ rows: [row] }) { if (row?.problem) notify({ tone: 'bad', text: tell(row.problem) }); else notify({ tone: 'good', text: w('acceptDone', { n: 1 }) }); },
    onSettled: changed,
  });
  const giveBack = useMutation({
    mutationFn: () => (card.recall ? grant(card.recall, card.id, '') : Promise.resolve()),
    onSuccess: () => notify({ tone: 'good', text: w('granted', { no: card.alias }) }),
    onSettled: changed,
  });
  if (!may('fulfil:write')) return null;
  const can = (verb: Card['actions'][number]) => card.actions.includes(verb);
  // A receiver that changed or an open refund lets a parcel go nowhere: its own row has the way back.
  const blocked = Boolean(card.recall) || card.refund_open || parcels.some((parcel) => ['receiver_changed', 'refund_open'].includes(wrongIn(parcel) ?? ''));
  const free = (pieces: number) => !blocked && pieces > 0;
  const possible: (Act | false)[] = [
    can('grant_request') && { word: w('grant'), run: () => giveBack.mutate(), busy: giveBack.isPending },
    can('deny_request') && { word: w('deny'), run: () => go('/recalls') },
    can('accept') && { word: w('accept'), run: () => accept.mutate(), busy: accept.isPending },
    free(card.work.to_number) && { word: w(parcels.some((parcel) => wrongIn(parcel) === 'waybill_failed') ? 'retake' : 'take'), run: () => setDoing('take') },
    free(card.work.to_number) && { word: w('typeIt'), run: () => setDoing('type') },
    free(card.work.to_print) && { word: w('print'), run: () => go('/print') },
    free(card.work.to_ship) && { word: w('toShip'), run: () => go('/ship') },
    can('decline') && { word: w('decline'), run: () => setDoing('decline'), danger: true },
    can('fail') && { word: w('fail'), run: () => setDoing('fail'), danger: true },
  ];
  const acts = possible.filter((act): act is Act => Boolean(act));
  const done = () => { setDoing(null); changed(); };
  const cancel = () => setDoing(null);
  return (
    <>
      <div className="card-acts">{acts.map(({ word, run, busy, danger }, at) => <Button key={word} type={at === 0 && !danger ? 'primary' : 'default'} danger={danger ?? false} loading={busy ?? false} onClick={run}>{word}</Button>)}</div>
      {doing === 'decline' || doing === 'fail' ? <Refuse verb={doing} cards={[card]} done={done} cancel={cancel} /> : null}
      {doing === 'take' ? <Take cards={[card]} done={done} cancel={cancel} /> : null}
      {doing === 'type' ? <TypeIn cards={[card]} done={done} cancel={cancel} /> : null}
    </>
  );
}
