// A test label, printed and scanned back: printer, paper and scanner proven together before the first real one.
import { useMutation } from '@tanstack/react-query';
import { Button, Modal, Segmented } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../frame/icons';
import { words, useWords } from '../../frame/words';
import { Ear } from '../../scan/heuristic';
import { agent, ask, AgentNo } from './agent';

const book = words(
  { title: '测试面单 · {printer}', paper: '纸张', print: '打印', again: '再打一张', close: '关闭', first: '打出来的是一张空面单，不用运单号。', scan: '已打印 {code}。用扫码枪扫面单上的条码或二维码。', right: '扫对了：打印机、纸张、扫码枪都正常。', wrong: '扫到的是 {code}，不是刚打的这张。', no: '没有打出来：{why}' },
  { title: 'Test label · {printer}', paper: 'Paper', print: 'Print', again: 'Another', close: 'Close', first: 'A label of nobody is printed; no number is used.', scan: '{code} is printed. Scan its bar code or QR code.', right: 'Right: printer, paper and scanner work together.', wrong: '{code} was scanned, which is not this label.', no: 'Not printed: {why}' },
);

export function TestLabel({ printer, size: usual, close }: { printer: string; size: string; close(): void }) {
  const w = useWords(book);
  const { info } = agent.use();
  const [size, setSize] = useState(usual);
  const [heard, hear] = useState<string | undefined>(undefined);
  const print = useMutation({ meta: { told: true }, mutationFn: () => ask<{ code: string }>('printTest', { printer, size }), onMutate: () => hear(undefined) });
  const ear = useRef(new Ear());
  const code = print.data?.code;
  useEffect(() => {
    if (!code) return undefined;
    const key = (event: KeyboardEvent) => {
      const { scan } = ear.current.key(event.key, event.timeStamp);
      if (scan !== undefined) { event.preventDefault(); event.stopPropagation(); hear(scan); }
    };
    document.addEventListener('keydown', key, true);
    return () => document.removeEventListener('keydown', key, true);
  }, [code]);
  const why = print.error instanceof AgentNo ? [print.error.said || print.error.code, print.error.remedy].filter(Boolean).join(' ') : String(print.error ?? '');
  return (
    <Modal open title={w('title', { printer })} onCancel={close} width={460} footer={<><Button onClick={close}>{w('close')}</Button><Button type={code ? 'default' : 'primary'} loading={print.isPending} onClick={() => print.mutate()}>{w(code ? 'again' : 'print')}</Button></>}>
      <Segmented block aria-label={w('paper')} value={size} options={info?.papers ?? [usual]} onChange={setSize} />
      <p className="test-told" role="status" aria-live="polite">
        {print.error ? <span className="late">{w('no', { why })}</span> : !code ? w('first') : heard === undefined ? w('scan', { code }) : heard === code ? <span className="good-text"><Icon name="accept" size={16} /> {w('right')}</span> : <span className="late">{w('wrong', { code: heard })}</span>}
      </p>
    </Modal>
  );
}
