// One party beside the list. The door has no address for one, so the panel keeps what it saw last and says when that changed.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { problemOf, Refused } from '../../api/problem';
import { useGo } from '../../frame/address';
import { useKeys } from '../../frame/keys';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { Facts, Panel, Part } from '../../kit/Panel';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { partyNow, type Party } from '../data';
import { Decide } from './Decide';
import { decide, KEY, TONE, VERDICTS, type Verdict } from './decide';
import { book } from './words';

interface Props {
  id: string | undefined;
  rows: readonly Party[];
  close(): void;
}

export function PartyPanel({ id, rows, close }: Props) {
  const [seen, setSeen] = useState<Party | undefined>();
  const listed = rows.find((party) => party.id === id);
  useEffect(() => {
    if (listed) setSeen((now) => (now && now.id === listed.id && now.version > listed.version ? now : listed));
    else if (id && seen?.id !== id) void partyNow(id).then(setSeen, () => undefined);
  }, [id, listed]);
  const party = seen?.id === id ? seen : undefined;
  return (
    <Panel open={party !== undefined} close={close} title={<span className="clip" title={party?.name}>{party?.name}</span>} foot={party ? <Foot party={party} set={setSeen} /> : null}>
      {party ? <Body party={party} /> : null}
    </Panel>
  );
}

function Body({ party }: { party: Party }) {
  const w = useWords(book);
  const go = useGo();
  const { sender } = party;
  return (
    <>
      <Part title={w('state')}>
        <p className="state-line"><Dot tone={TONE[party.state]}>{w(party.state)}</Dot> {party.decided_at ? <span className="second"><Time at={party.decided_at} /></span> : <span className="second">{w('waits')} <Time at={party.created_at} ago /></span>}</p>
        {party.state_note ? <blockquote className="said">{party.state_note}</blockquote> : null}
      </Part>
      <Part title={w('facts')} extra={party.kind === 'merchant' || party.state === 'applied' ? null : <Button type="link" size="small" onClick={() => go('/accounts', { find: party.name, state: 'all' })}>{w('accounts')}</Button>}>
        <Facts rows={[
          [w('name'), party.name], [w('kind'), w(`k_${party.kind}`)], [w('code'), party.code ? <b key="c" className="public-code">{party.code}</b> : null], [w('mail'), party.mail],
          [w('locale'), party.locale === 'en' ? 'English' : w('zhCN')], [w('drop'), w(party.drop_shipping ? 'on' : 'off')], [w('since'), <Time key="t" at={party.created_at} />],
          [w('sender'), sender ? `${sender.province}${sender.city}${sender.district}${sender.address} · ${sender.name} ${sender.phone}` : null],
        ]} />
      </Part>
    </>
  );
}

/** Approving and resuming are done at once; a no asks for its reason. */
function Foot({ party, set }: { party: Party; set(now: Party): void }) {
  const w = useWords(book);
  const may = useMay();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Verdict | null>(null);
  const [late, setLate] = useState<Party | undefined>();
  const act = useMutation({
    mutationKey: ['decide', party.id],
    meta: { told: true },
    mutationFn: (verdict: Verdict) => decide(party, verdict, ''),
    onSuccess(now) {
      setLate(undefined);
      set(now);
      notify({ tone: 'good', text: `${now.name} · ${w(now.state)}` });
    },
    async onError(error) {
      if (!(error instanceof Refused) || error.problem.status !== 409) return;
      const now = await partyNow(party.id).catch(() => undefined);
      if (now) { setLate(now); set(now); }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['parties'] }),
  });
  useEffect(() => { act.reset(); setLate(undefined); }, [party.id]);
  // A second press while the first is under way is not a second act.
  const run = (verdict: Verdict) => queries.isMutating({ mutationKey: ['decide', party.id] }) > 0 ? undefined : (verdict === 'approve' || verdict === 'resume' ? act.mutate(verdict) : setAsking(verdict));
  const legal = may('platform:parties') ? VERDICTS.filter((verdict) => party.actions.includes(verdict)) : [];
  useKeys(legal.map((verdict) => ({ keys: KEY[verdict], does: w(verdict), run: () => run(verdict) })));
  return (
    <>
      {act.error ? <ProblemBox problem={problemOf(act.error)} now={late ? <><Dot tone={TONE[late.state]}>{w(late.state)}</Dot> · <Time at={late.decided_at} /></> : null} /> : null}
      <div className="acts-foot">
        {legal.toReversed().map((verdict) => <Button key={verdict} type={verdict === 'approve' || verdict === 'resume' ? 'primary' : 'default'} danger={verdict === 'suspend'} loading={act.isPending && act.variables === verdict} onClick={() => run(verdict)}>{w(verdict)} <kbd>{KEY[verdict]}</kbd></Button>)}
      </div>
      {asking ? <Decide verdict={asking} rows={[party]} close={() => { setAsking(null); void partyNow(party.id).then((now) => now && set(now), () => undefined); }} /> : null}
    </>
  );
}
