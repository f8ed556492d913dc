// Labels nobody knows the end of: a person looks at the printer and says. Never printed again without being asked about.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { ok } from '../../api/door';
import { refresh } from '../../frame/live';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { No } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { Carrier } from '../Goods';

const book = words(
  { unknown: '{n} 张面单打没打出来不确定', unknownWhy: '去打印机旁看一眼：出来了就算打过，没出来可以直接再打，不算重打。', no_receipt: '{n} 张面单没有打印结果', no_receiptWhy: '打印组件开过这些面单，却没有回报。检查那台电脑和网络；已经看到面单的，可以在这里说明。', more: '还有更多，处理完再看', out: '打出来了', not: '没打出来', said: '{number} 已记为{what}', outW: '打过', notW: '没打出来，可以再打', on: '{agent} · 第 {n} 次打印' },
  { unknown: '{n} {n|label|labels} may or may not have come out', unknownWhy: 'Look at the printer: what came out counts as printed, what did not may be printed again without a reason.', no_receipt: '{n} {n|label|labels} without a result', no_receiptWhy: 'The agent opened these and told nothing. Check its computer and network; say here what you have seen of them.', more: 'There are more', out: 'It came out', not: 'It did not', said: '{number}: {what}', outW: 'printed', notW: 'not printed, may be printed again', on: '{agent} · print {n}' },
);
type Label = Shapes['OpenLabel'];
const SHOWN = 50;

export function Fates({ fate }: { fate: 'unknown' | 'no_receipt' }) {
  const w = useWords(book);
  const may = useMay();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['printing', 'open', fate], queryFn: () => ok(api.GET('/v1/labels', { params: { query: { fate, limit: SHOWN } } })), refetchInterval: 20_000 });
  const say = useMutation({
    mutationFn: ({ label, printed }: { label: Label; printed: boolean }) => ok(api.POST('/v1/tickets/{ticket}/say', { params: { path: { ticket: label.ticket } }, body: { printed } })),
    onSuccess: (_, { label, printed }) => notify({ tone: 'plain', text: w('said', { number: label.number, what: w(printed ? 'outW' : 'notW') }) }),
    onSettled: () => refresh(queries, 'printing', 'parcels'),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card fates" aria-label={w(fate, { n: data.items.length })}>
      <h2>{w(fate, { n: data.items.length })}</h2>
      <p className="quiet">{w(`${fate}Why`)}</p>
      <ul className="plain-list roomy">
        {data.items.map((label) => (
          <li key={label.ticket}>
            <span className="two grow"><No of={label.number} /><span className="second"><Carrier of={label.carrier} /> · {w('on', { agent: label.agent_name, n: label.print_no })} · <Time at={label.redeemed_at ?? label.asked_at} ago /></span></span>
            {may('print') && label.actions.includes('say') ? <><Button loading={say.isPending} onClick={() => say.mutate({ label, printed: true })}>{w('out')}</Button><Button onClick={() => say.mutate({ label, printed: false })}>{w('not')}</Button></> : null}
          </li>
        ))}
      </ul>
      {data.next ? <p className="quiet">{w('more')}</p> : null}
    </section>
  );
}
