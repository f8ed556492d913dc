// What became of an act on many rows, in a dialog: all went well closes by itself and is told at the foot of the screen.
import { Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { words, useWords } from '../frame/words';
import { Reasons, Tally } from '../kit/Results';
import type { Outcome } from './data';

const book = words({ close: '完成', retry: '重试失败的 {n} 单' }, { close: 'Done', retry: 'Retry the {n} that failed' });

export function Result({ title, outcome, close, retry, children }: { title: string; outcome: Outcome; close(): void; retry?: (() => void) | undefined; children?: ReactNode }) {
  const w = useWords(book);
  const n = outcome.failures.length;
  return (
    <Modal open title={title} onCancel={close} width={560} footer={<>{retry && n > 0 ? <Button onClick={retry}>{w('retry', { n })}</Button> : null}<Button type="primary" onClick={close}>{w('close')}</Button></>}>
      <Tally total={outcome.total} done={outcome.done} refused={n} />
      {children}
      <Reasons failures={outcome.failures} />
    </Modal>
  );
}
