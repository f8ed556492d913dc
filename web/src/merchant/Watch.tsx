// What a merchant is told wherever he is in the console: acceptances and new exceptions, beside what both sides are told.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ok } from '../api/door';
import { quietly, useGrowth, Watch as Both } from '../frame/party/Watch';
import { words, useWords } from '../frame/words';
import { counted } from '../kit/Text';
import { api } from './api';

const book = words(
  { exceptions: '新增 {n} 单异常，需要处理', accepted: '厂商接单了：待取号 {n} 单' },
  { exceptions: '{n} new {n|exception|exceptions} to look at', accepted: 'A factory accepted: {n} to number' },
);

export function Watch() {
  const w = useWords(book);
  const { data } = useQuery({ queryKey: ['orders', 'counts'], queryFn: () => ok(api.GET('/v1/orders/counts')), refetchInterval: 30_000 });
  useGrowth(data?.exception.n, (n) => quietly({ tone: 'bad', text: w('exceptions', { n }), to: '/orders?stage=exception' }));
  // Only an acceptance takes from the one and adds to the other.
  const before = useRef(data);
  useEffect(() => {
    const was = before.current;
    before.current = data;
    if (!was || !data || data.to_accept.n >= was.to_accept.n || data.to_number.n <= was.to_number.n) return;
    quietly({ id: 'accepted', tone: 'good', text: w('accepted', { n: counted(data.to_number) }), to: '/orders?stage=to_number' });
  }, [data]);
  return <Both />;
}
