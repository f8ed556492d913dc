// Pick lists, packing slips, hand-over lists: on which sheet, from which printer; saved as a PDF, or from the browser's own.
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Modal, Segmented, Select } from 'antd';
import { useEffect, useState } from 'react';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { carriersQuery } from '../data';
import { agent, AgentNo } from '../print/agent';
import { handOvers, ofParcels, print, save, SHEETS, type Far, type HandOver, type Kind, type Paper, type Sheet } from './papers';
import { PaperInBrowser } from './PaperInBrowser';
import './papers.css';

const book = words(
  {
    title: '单据', hand: '快递交接单', kind: '种类', pick_list: '拣货单', packing_slip: '装箱单', hand_over: '交接单', sheet: '纸张', printer: '打印机', print: '打印', save: '保存 PDF', browser: '用浏览器打印', close: '关闭', day: '日期',
    pickWhy: '{n} 个包裹的商品，先按货品合计，再逐包列出。一张最多 500 个包裹，多的分成几张。', slipWhy: '{n} 个包裹，每个一张，放进箱里。', handWhy: '{day} 发出的包裹，每家快递一张，给快递员签字。', noAgent: '连接打印组件后可以直接打印或存成 PDF。', noAgentHand: '没有连接打印组件：可以先用浏览器打印。', none: '这一天没有发出的包裹。',
    far: '第 {n} / {of} 份', sheets: '，{n} / {of} 张', done: '{n} 页已打印', saved: '{n} 页已保存', no: '没有打完：{why}', label: '标签纸 76×130',
  },
  {
    title: 'Papers', hand: 'Hand-over list', kind: 'Kind', pick_list: 'Pick list', packing_slip: 'Packing slips', hand_over: 'Hand-over list', sheet: 'Paper', printer: 'Printer', print: 'Print', save: 'Save as PDF', browser: 'Print from the browser', close: 'Close', day: 'Day',
    pickWhy: 'The goods of {n} {n|parcel|parcels}: summed first, then parcel by parcel. At most 500 parcels a list; more make several.', slipWhy: '{n} {n|parcel|parcels}, a slip each to lie in the box.', handWhy: 'What left on {day}, a list for each carrier, for the courier to sign.', noAgent: 'Connect the print agent to print or to save a PDF.', noAgentHand: 'The print agent is not connected: the browser can print it.', none: 'Nothing left on that day.',
    far: '{n} of {of}', sheets: ', sheet {n} of {of}', done: '{n} {n|page|pages} printed', saved: '{n} {n|page|pages} saved', no: 'Not all is printed: {why}', label: 'Labels 76×130',
  },
);

/** Of which parcels; none asks for hand-over lists. `gather` runs when it is printed, so that nothing is fetched to look at a dialog. */
interface Props { n?: number; gather?(): Promise<readonly string[]>; close(): void }

const KEEP = 'sealship.papers.sheet';
export const dayOf = (at: string | number) => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at));
const why = (error: Error) => (error instanceof AgentNo ? [error.said || error.code, error.remedy].filter(Boolean).join(' ') : error.message);

export function Papers({ n = 0, gather, close }: Props) {
  const w = useWords(book);
  const { link, printers, usual } = agent.use();
  const carriers = useQuery(carriersQuery).data ?? [];
  const [kind, setKind] = useState<Kind>(gather ? 'pick_list' : 'hand_over');
  const [sheet, setSheet] = useState<Sheet>(SHEETS.find((each) => each === localStorage.getItem(KEEP)) ?? 'A4');
  const [printer, setPrinter] = useState<string | null>(null);
  const [day, setDay] = useState(dayOf(Date.now()));
  const [far, setFar] = useState<Far | null>(null);
  const [browser, setBrowser] = useState<HandOver[] | null>(null);
  const ready = link === 'ready';
  const collect = async (): Promise<Paper[]> => {
    if (kind === 'hand_over') return (await handOvers(carriers.map(({ code }) => code), day)).map((list) => ({ ...list, kind: 'hand_over' as const }));
    return ofParcels(kind, gather ? await gather() : []);
  };
  const act = useMutation({
    meta: { told: true },
    mutationFn: async (how: 'print' | 'save' | 'browser') => {
      const papers = await collect();
      if (papers.length === 0) return { how, pages: 0 };
      if (how === 'browser') { setBrowser(papers.filter((paper) => paper.kind === 'hand_over')); return { how, pages: 0 }; }
      const pages = how === 'print' ? await print(printer ?? usual, sheet, papers, setFar) : await save(sheet, papers, setFar);
      return { how, pages };
    },
    onSuccess: ({ how, pages }) => { if (pages > 0) { notify({ tone: 'good', text: w(how === 'save' ? 'saved' : 'done', { n: pages }) }); close(); } },
    onSettled: () => setFar(null),
  });
  useEffect(() => {
    if (!browser) return undefined;
    const timer = setTimeout(() => { window.print(); setBrowser(null); }, 60);
    return () => clearTimeout(timer);
  }, [browser]);
  const busy = (how: string) => act.isPending && act.variables === how;
  const empty = act.isSuccess && act.data.pages === 0 && act.data.how !== 'browser';
  const remember = (next: Sheet) => { setSheet(next); localStorage.setItem(KEEP, next); };
  return (
    <Modal open title={w(gather ? 'title' : 'hand')} onCancel={close} width={500} footer={<>
      {gather ? <Button onClick={close}>{w('close')}</Button> : <Button loading={busy('browser')} type={ready ? 'default' : 'primary'} onClick={() => act.mutate('browser')}>{w('browser')}</Button>}
      <Button disabled={!ready} loading={busy('save')} onClick={() => act.mutate('save')}>{w('save')}</Button>
      <Button disabled={!ready} type={ready || gather ? 'primary' : 'default'} loading={busy('print')} onClick={() => act.mutate('print')}>{w('print')}</Button>
    </>}>
      <div className="papers-form">
        {gather ? <Segmented block aria-label={w('kind')} value={kind} options={(['pick_list', 'packing_slip'] as const).map((value) => ({ value, label: w(value) }))} onChange={setKind} /> : <label>{w('day')} <input type="date" value={day} max={dayOf(Date.now())} onChange={({ target }) => setDay(target.value || dayOf(Date.now()))} /></label>}
        <p className="quiet">{kind === 'pick_list' ? w('pickWhy', { n }) : kind === 'packing_slip' ? w('slipWhy', { n }) : w('handWhy', { day })}</p>
        <Segmented block aria-label={w('sheet')} value={sheet} options={SHEETS.map((value) => ({ value, label: value === 'A4' ? 'A4' : w('label') }))} onChange={remember} />
        {ready ? <Select aria-label={w('printer')} value={printer ?? usual} onChange={setPrinter} options={printers.map((each) => ({ value: each.name, label: each.name }))} /> : <p className="quiet">{w(gather ? 'noAgent' : 'noAgentHand')}</p>}
      </div>
      <p className="papers-told" role="status" aria-live="polite">
        {far ? <>{w('far', { n: far.paper + 1, of: far.papers })}{far.of > 1 ? w('sheets', { n: far.printed, of: far.of }) : ''}{far.code ? <span className="late"> {far.msg} {far.remedy}</span> : null}</> : null}
        {act.error && act.error instanceof AgentNo ? <span className="late">{w('no', { why: why(act.error) })}</span> : null}
        {empty ? w('none') : null}
      </p>
      {act.error && !(act.error instanceof AgentNo) ? <ProblemBox problem={problemOf(act.error)} /> : null}
      {browser ? <PaperInBrowser lists={browser} /> : null}
    </Modal>
  );
}
