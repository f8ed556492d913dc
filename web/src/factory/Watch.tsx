// What a factory is told wherever it is in the console: new orders, recalls asked and new exceptions, beside what both sides are told.
import { useQuery } from '@tanstack/react-query';
import { notify } from '../frame/notices';
import { quietly, useGrowth, Watch as Both } from '../frame/party/Watch';
import { useMay } from '../frame/session';
import { words, useWords } from '../frame/words';
import { countsQuery, recallsQuery } from './data';

const book = words(
  { arrived: '新到 {n} 单代发单，等你接单', exceptions: '新增 {n} 单异常，需要处理', recalls: '商家申请撤回 {n} 单：先别发出，等你答复' },
  { arrived: '{n} new {n|order|orders} to accept', exceptions: '{n} new {n|exception|exceptions} to look at', recalls: 'A merchant asks {n} {n|order|orders} back: hold them until you have answered' },
);

export function Watch() {
  const w = useWords(book);
  const sees = useMay()('fulfil:read');
  const counts = useQuery({ ...countsQuery, enabled: sees }).data;
  const recalls = useQuery({ ...recallsQuery, enabled: sees }).data;
  useGrowth(counts?.to_accept.n, (n) => quietly({ tone: 'plain', text: w('arrived', { n }), to: '/work?tab=to_accept' }));
  useGrowth(counts?.exception.n, (n) => quietly({ tone: 'bad', text: w('exceptions', { n }), to: '/work?tab=exception' }));
  // A parcel may be on its way to the courier: this one is said at once.
  useGrowth(recalls?.items.length, (n) => notify({ tone: 'bad', text: w('recalls', { n }), to: '/recalls' }));
  return <Both />;
}
