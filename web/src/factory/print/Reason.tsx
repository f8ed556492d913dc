// Why a label is printed again: it stays on record, and on the label.
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useWords } from '../../frame/words';
import { book } from './words';

export function Reason({ n, give, cancel }: { n: number; give(reason: string): void; cancel(): void }) {
  const w = useWords(book);
  const [reason, setReason] = useState('');
  const go = () => { if (reason.trim()) give(reason.trim()); };
  return (
    <Modal open title={w('reasonTitle')} onCancel={cancel} width={480} footer={<><Button onClick={cancel}>{w('cancel')}</Button><Button type="primary" disabled={!reason.trim()} onClick={go}>{w('again', { n })} <kbd>Enter</kbd></Button></>}>
      <p className="question-why">{w('reasonWhy')}</p>
      <p className="chips">{(['r1', 'r2', 'r3', 'r4'] as const).map((key) => <Button key={key} size="small" type={reason === w(key) ? 'primary' : 'default'} onClick={() => setReason(w(key))}>{w(key)}</Button>)}</p>
      <Input autoFocus aria-label={w('reason')} placeholder={w('reason')} maxLength={100} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={go} />
    </Modal>
  );
}
