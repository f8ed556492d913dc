// One waybill account: what it is, its money, its ledger, and what the operator may do with it.
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { useKeys } from '../../frame/keys';
import { prefs } from '../../frame/prefs';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { Facts, Panel, Part } from '../../kit/Panel';
import { Dot, fen, No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { carrierName } from '../carriers/names';
import { api } from '../api';
import type { Account } from '../data';
import { isLow, lasts, TONE, type State } from './account';
import { Act, type Doing } from './Act';
import { Ledger } from './Ledger';
import { book } from './words';

/** An account as it stands. */
export const accountNow = (account: string): Promise<Account> => ok(api.GET('/v1/waybill-accounts/{account}', { params: { path: { account } } }));

export function AccountPanel({ id, rows, close }: { id: string | undefined; rows: readonly Account[]; close(): void }) {
  const [seen, setSeen] = useState<Account | undefined>();
  const listed = rows.find((account) => account.id === id);
  useEffect(() => {
    if (listed) setSeen((now) => (now && now.id === listed.id && now.version > listed.version ? now : listed));
    else if (id && seen?.id !== id) void accountNow(id).then(setSeen, () => undefined);
  }, [id, listed]);
  const account = seen?.id === id ? seen : undefined;
  return (
    <Panel open={account !== undefined} close={close} title={<span className="clip" title={account?.name}>{account?.name}</span>} foot={account ? <Foot account={account} set={setSeen} /> : null}>
      {account ? <Body account={account} /> : null}
    </Panel>
  );
}

function Body({ account }: { account: Account }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const reads = account.holder_can_read_receiver;
  const left = lasts(account);
  return (
    <>
      <Part title={w('state')}>
        <p className="state-line"><Dot tone={TONE[account.state] ?? 'idle'}>{w(account.state as State)}</Dot><span className="second"><Time at={account.created_at} /></span></p>
        {account.state_note ? <blockquote className="said">{account.state_note}</blockquote> : null}
      </Part>
      {account.state === 'active' || account.state === 'closed' ? (
        <Part title={w('money')}>
          <div className="tally money">
            <div className={isLow(account) ? 'tally-cell bad' : 'tally-cell'}><b>{fen(account.balance_fen)}</b><span>{w('balance')}{left === undefined ? '' : ` · ${w('lasts', { n: left })}`}</span></div>
            <div className="tally-cell"><b>{fen(account.held_fen)}</b><span>{w('held')}</span></div>
            <div className="tally-cell"><b>{account.price_fen === 0 ? '—' : fen(account.price_fen)}</b><span>{account.price_fen === 0 ? w('asIs') : w('price')}</span></div>
          </div>
        </Part>
      ) : null}
      <Part title={w('facts')}>
        <Facts rows={[
          [w('owner'), account.party_name], [w('account'), account.name], [w('carrier'), carrierName(account.carrier, locale)], [w('settlement'), <No key="n" of={account.settlement_no} />], [w('branch'), account.branch],
          [w('reads'), <span key="r" title={w('readsWhy')} className={reads ? 'tag warn' : reads === false ? 'tag good' : 'tag'}>{w(reads ? 'readsYes' : reads === false ? 'readsNo' : 'readsUnknown')}</span>],
        ]} />
      </Part>
      {account.state === 'active' || account.state === 'closed' ? <Part title={w('ledger')}><Ledger account={account} /></Part> : null}
    </>
  );
}

const VERBS = [['top_up', 'topUp', 'T'], ['approve', 'approve', 'A'], ['close', 'closeIt', 'C'], ['refuse', 'refuse', 'R']] as const;

function Foot({ account, set }: { account: Account; set(now: Account): void }) {
  const w = useWords(book);
  const may = useMay();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const legal = may('platform:accounts') ? VERBS.filter(([verb]) => account.actions.includes(verb)) : [];
  useKeys(legal.map(([verb, word, key]) => ({ keys: key, does: w(word), run: () => setDoing(verb) })));
  const done = (now?: Account) => {
    setDoing(null);
    if (now) set(now);
    void queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  return (
    <>
      <div className="acts-foot">{legal.toReversed().map(([verb, word, key]) => <Button key={verb} type={verb === 'approve' || verb === 'top_up' ? 'primary' : 'default'} onClick={() => setDoing(verb)}>{w(word)} <kbd>{key}</kbd></Button>)}</div>
      {doing ? <Act doing={doing} account={account} set={set} done={done} /> : null}
    </>
  );
}
