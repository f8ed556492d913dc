// Today: how much there is, and the one thing to do next.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { useGo } from '../../frame/address';
import { Icon, type IconName } from '../../frame/icons';
import { useKeys } from '../../frame/keys';
import { useSession } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { counted } from '../../kit/Text';
import { api, type Shapes } from '../api';
import { accountsQuery, countsQuery, isLow, lasts, recallsQuery } from '../data';
import { agent } from '../print/agent';
import './today.css';

const book = words(
  {
    hello: '{name}，今天要做的', why: '从左到右做完，包裹就出门了。', to_accept: '待接单', to_number: '待取号', to_print: '待打印', to_ship: '待发货',
    go_to_accept: '接 {n} 单', go_to_number: '取 {n} 个运单号', go_to_print: '打印 {n} 张面单', go_to_ship: '发出 {n} 个包裹', next: '下一步', free: '都做完了', freeWhy: '新的代发单一来，这里会告诉你下一步。', see: '看已发货',
    heed: '需要留意', fine: '没有需要留意的事', recalls: '{n} 个撤回申请等你答复', recallsWhy: '答复前先别发出', exceptions: '{n} 单异常', exceptionsWhy: '可能有退款、改地址或取号失败', overdue: '{n} 单超过接单或发货时限', overdueWhy: '先做这些，影响时效考核', offers: '{n} 个商家申请绑定', offersWhy: '确认后才能收到代发单', low: '{name} 余额快用完', lowWhy: '约够再取 {n} 个号，请联系平台充值', noAccount: '还没有面单账户', noAccountWhy: '申请一个，才能向快递公司取号', printer: '打印组件未连接', printerWhy: '打印面单前先连上', open: '去看看',
  },
  {
    hello: '{name}: today’s work', why: 'Left to right, and the parcels leave.', to_accept: 'To accept', to_number: 'To number', to_print: 'To print', to_ship: 'To ship',
    go_to_accept: 'Accept {n} {n|order|orders}', go_to_number: 'Take {n} {n|number|numbers}', go_to_print: 'Print {n} {n|label|labels}', go_to_ship: 'Send {n} {n|parcel|parcels}', next: 'Next', free: 'All done', freeWhy: 'When new orders come, the next step appears here.', see: 'See what was shipped',
    heed: 'Worth a look', fine: 'Nothing needs you', recalls: '{n} recall {n|request|requests} to answer', recallsWhy: 'Hold these parcels until you have answered', exceptions: '{n} {n|exception|exceptions}', exceptionsWhy: 'A refund, a new address, or a number that failed', overdue: '{n} overdue', overdueWhy: 'Do these first', offers: '{n} {n|merchant asks|merchants ask} to be bound', offersWhy: 'Orders come once you confirm', low: '{name} runs low', lowWhy: 'Enough for about {n} more numbers: ask the operator for a top-up', noAccount: 'No waybill account yet', noAccountWhy: 'Apply for one to take numbers from a carrier', printer: 'The print agent is not connected', printerWhy: 'Connect it before you print', open: 'Open',
  },
);
const STEPS = ['to_accept', 'to_number', 'to_print', 'to_ship'] as const;
type Step = (typeof STEPS)[number];
const AT: Record<Step, [string, Record<string, string>]> = { to_accept: ['/work', { tab: 'to_accept' }], to_number: ['/work', { tab: 'to_number' }], to_print: ['/print', {}], to_ship: ['/ship', {}] };
const ICON: Record<Step, IconName> = { to_accept: 'accept', to_number: 'waybill', to_print: 'print', to_ship: 'ship' };

export default function Today() {
  const w = useWords(book);
  const go = useGo();
  const session = useSession();
  const name = session.parties.find((each) => each.party === session.party)?.name ?? '';
  const { data: counts, error, refetch } = useQuery(countsQuery);
  const next = counts && STEPS.find((step) => counts[step].n > 0);
  const start = () => { if (next) go(...AT[next]); };
  useKeys(next ? [{ keys: 'Enter', does: w('next'), run: start }] : []);
  return (
    <div className="today">
      <div className="page-head"><div><h1>{w('hello', { name })}</h1><p>{w('why')}</p></div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      <ol className="flow">
        {STEPS.map((step) => (
          <li key={step} className={step === next ? 'flow-step now' : 'flow-step'}>
            <button type="button" onClick={() => go(...AT[step])}><Icon name={ICON[step]} size={22} /><b>{counts ? counted(counts[step]) : <i className="bone" />}</b><span>{w(step)}</span></button>
          </li>
        ))}
      </ol>
      {counts ? <NextStep step={next} count={next && counts[next]} start={start} /> : <div className="next bone-next" aria-busy="true" />}
      <Heed counts={counts} />
    </div>
  );
}

function NextStep({ step, count, start }: { step: Step | undefined; count: Shapes['Count'] | undefined; start(): void }) {
  const w = useWords(book);
  const go = useGo();
  if (!step) return <section className="next"><div><h2>{w('free')}</h2><p>{w('freeWhy')}</p></div><Button size="large" onClick={() => go('/ship', { tab: 'shipped' })}>{w('see')}</Button></section>;
  return (
    <section className="next now">
      <div><h2>{w('next')}</h2></div>
      <Button type="primary" className="next-go" onClick={start}>{w(`go_${step}`, { n: count?.more ? counted(count) : (count?.n ?? 0) })} <kbd>Enter</kbd></Button>
    </section>
  );
}

interface Thing { key: string; icon: IconName; tone: 'bad' | 'warn' | ''; text: string; why: string; to: [string, Record<string, string>] }

function Heed({ counts }: { counts: Shapes['AssignmentCounts'] | undefined }) {
  const w = useWords(book);
  const go = useGo();
  const recalls = useQuery(recallsQuery).data?.items.length ?? 0;
  const accounts = useQuery(accountsQuery).data;
  const offers = useQuery({ queryKey: ['bindings', 'offered'], queryFn: () => ok(api.GET('/v1/bindings', { params: { query: { state: 'offered', limit: 100 } } })) }).data?.items.filter((each) => each.offered_by === 'merchant').length ?? 0;
  const late = useQuery({ queryKey: ['overdue'], queryFn: () => ok(api.GET('/v1/assignments', { params: { query: { tab: 'all', overdue: true, limit: 200 } } })), refetchInterval: 60_000 }).data?.items.length ?? 0;
  const linked = agent.use().link === 'ready';
  const things: (Thing | false)[] = [
    late > 0 && { key: 'late', icon: 'clock', tone: 'bad', text: w('overdue', { n: late }), why: w('overdueWhy'), to: ['/work', { tab: 'all', late: '1' }] },
    recalls > 0 && { key: 'recalls', icon: 'undo', tone: 'bad', text: w('recalls', { n: recalls }), why: w('recallsWhy'), to: ['/recalls', {}] },
    (counts?.exception.n ?? 0) > 0 && { key: 'exceptions', icon: 'alert', tone: 'bad', text: w('exceptions', { n: counted(counts?.exception) }), why: w('exceptionsWhy'), to: ['/work', { tab: 'exception' }] },
    offers > 0 && { key: 'offers', icon: 'tenant', tone: 'warn', text: w('offers', { n: offers }), why: w('offersWhy'), to: ['/bindings', {}] },
    ...(accounts ?? []).filter(isLow).map((account): Thing => ({ key: account.id, icon: 'money', tone: 'warn', text: w('low', { name: account.name }), why: w('lowWhy', { n: lasts(account) ?? 0 }), to: ['/waybills', {}] })),
    accounts?.length === 0 && { key: 'account', icon: 'waybill', tone: 'warn', text: w('noAccount'), why: w('noAccountWhy'), to: ['/waybills', {}] },
    !linked && { key: 'printer', icon: 'print', tone: '', text: w('printer'), why: w('printerWhy'), to: ['/print', {}] },
  ];
  const shown = things.filter((thing): thing is Thing => Boolean(thing));
  return (
    <section className="card heed" aria-label={w('heed')}>
      <h2>{w('heed')}</h2>
      {shown.length === 0 ? <p className="quiet">{w('fine')}</p> : null}
      <ul className="plain-list roomy">{shown.map((thing) => <li key={thing.key}><span className={`heed-icon ${thing.tone}`}><Icon name={thing.icon} size={18} /></span><span className="two grow"><strong>{thing.text}</strong><span className="second">{thing.why}</span></span><Button onClick={() => go(...thing.to)}>{w('open')}</Button></li>)}</ul>
    </section>
  );
}
