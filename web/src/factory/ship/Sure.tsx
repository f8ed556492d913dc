// Shipping everything with nothing ticked: one key must not do it unasked, for what has left cannot be taken back.
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { words, useWords } from '../../frame/words';
import { exactQuery } from '../data';

const book = words(
  { title: '没有勾选：发出全部 {n} 个包裹？', why: '发出后商家立即看到，不能撤销。', unverified: '其中 {n} 个还没有扫码验货。', verified: '都已扫码验过货。', all: '全部发出 {n} 个', some: '只发已验的 {n} 个', cancel: '取消' },
  { title: 'Nothing is ticked: send all {n} parcels?', why: 'The merchants see it at once, and it cannot be taken back.', unverified: '{n} of them {n|was|were} not verified with a scanner.', verified: 'All were verified with a scanner.', all: 'Send all {n}', some: 'Only the {n} verified', cancel: 'Cancel' },
);

export function Sure({ n, ship, cancel }: { n: number; ship(verified?: true): void; cancel(): void }) {
  const w = useWords(book);
  const { data: unverified } = useQuery({ ...exactQuery('ship', 'ship', false), staleTime: 0 });
  const verified = unverified === undefined ? 0 : n - unverified;
  return (
    <Modal open title={w('title', { n })} onCancel={cancel} width={480} footer={<>
      <Button onClick={cancel}>{w('cancel')}</Button>
      {verified > 0 && verified < n ? <Button onClick={() => ship(true)}>{w('some', { n: verified })}</Button> : null}
      {/* Made anew once the number is known, for a disabled button takes no focus. */}
      <Button key={String(unverified)} type="primary" autoFocus disabled={unverified === undefined} onClick={() => ship()}>{w('all', { n })}</Button>
    </>}>
      <p aria-live="polite">{unverified === undefined ? '' : unverified > 0 ? <strong className="late">{w('unverified', { n: unverified })}</strong> : w('verified')} {w('why')}</p>
    </Modal>
  );
}
