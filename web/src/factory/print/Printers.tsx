// Print agents and printers: enrol one with a code, see whether this computer's is well, set where a label lands on the paper.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { agentsQuery } from '../data';
import { agent, ask, AgentNo, type Config, type Printer } from './agent';
import { CheckUp } from './CheckUp';
import { Enrol } from './Enrol';
import { Fates } from './Fates';
import { Guide } from './Guide';
import { TestLabel } from './TestLabel';

const book = words(
  {
    title: '打印机和打印组件', why: '每台打包电脑登记一个打印组件；面单只有登记过的组件能解开。', add: '登记打印组件', agents: '已登记的打印组件', none: '还没有打印组件', noneWhy: '在打包电脑上装好打印组件，拿登记码登记一次。', invited: '待登记', active: '可用', revoked: '已停用', seen: '最近联系', never: '还没联系过', revoke: '停用', revokeSure: '停用“{name}”？', revokeWhy: '发给它、还没打的面单都会失效。', gone: '已停用 {name}', here: '本机', cancel: '取消', rename: '改名', nameIt: '打印组件的名字', renamed: '已改名为 {name}',
    printers: '本机打印机', save: '保存', saved: '已保存', right: '右移', lower: '下移', mm: '毫米', paper: '只用纸张', any: '不限', kind: '{kind} · {dpi} dpi', masked: '只打脱敏面单', density: '浓度', usual: '按打印机', test: '打印测试面单',
  },
  {
    title: 'Printers and print agents', why: 'Each packing computer enrols one print agent; labels open in enrolled ones alone.', add: 'Enrol a print agent', agents: 'Enrolled agents', none: 'No print agent yet', noneWhy: 'Install it on the packing computer and enrol it once with a code.', invited: 'Waiting', active: 'Active', revoked: 'Revoked', seen: 'Last heard', never: 'Never heard of', revoke: 'Revoke', revokeSure: 'Revoke “{name}”?', revokeWhy: 'Labels sealed for it and not printed yet become void.', gone: '{name} was revoked', here: 'This one', cancel: 'Cancel', rename: 'Rename', nameIt: 'Name of the print agent', renamed: 'Now called {name}',
    printers: 'Printers here', save: 'Save', saved: 'Saved', right: 'Right', lower: 'Down', mm: 'mm', paper: 'Paper', any: 'Any', kind: '{kind} · {dpi} dpi', masked: 'Masked labels only', density: 'Density', usual: 'Printer’s own', test: 'Print a test label',
  },
);
type Agent = Shapes['AgentView'];
const TONE: Record<string, 'good' | 'wait' | 'idle'> = { active: 'good', invited: 'wait', revoked: 'idle' };

export default function Printers() {
  const w = useWords(book);
  const may = useMay();
  const { link, printers } = agent.use();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery(agentsQuery);
  const add = may('settings') ? <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>{w('add')}</Button> : null;
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div><div className="acts">{add}</div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      {link === 'ready' ? <section className="card"><h2>{w('printers')}</h2><ul className="plain-list roomy">{printers.map((printer) => <PrinterRow key={printer.name} printer={printer} />)}</ul></section> : <Guide />}
      <CheckUp />
      <Fates fate="unknown" />
      <Fates fate="no_receipt" />
      <section className="card"><h2>{w('agents')}</h2>{data?.length === 0 ? <Empty icon="print" title={w('none')} why={w('noneWhy')}>{add}</Empty> : <ul className="plain-list roomy">{(data ?? []).map((each) => <AgentRow key={each.id} row={each} />)}</ul>}</section>
      <Modal open={adding} onCancel={() => setAdding(false)} footer={null} title={w('add')} width={560} destroyOnHidden mask={{ closable: false }}><Enrol done={() => setAdding(false)} /></Modal>
    </div>
  );
}

function AgentRow({ row }: { row: Agent }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const { info } = agent.use();
  const revoke = useMutation({
    mutationFn: () => ok(api.POST('/v1/print-agents/{agent}/revoke', { params: { path: { agent: row.id } } })),
    onSuccess: () => notify({ tone: 'plain', text: w('gone', { name: row.name }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['printing'] }),
  });
  const state = row.state in TONE ? w(row.state as 'active') : row.state;
  return (
    <li>
      <span className="two grow"><strong>{row.name} {info?.agentID === row.id ? <span className="tag go">{w('here')}</span> : null}</strong><span className="second">{row.seen_at ? <>{w('seen')} <Time at={row.seen_at} ago /></> : w('never')}</span></span>
      <Dot tone={TONE[row.state] ?? 'idle'}>{state}</Dot>
      {row.actions.includes('rename') ? <Rename row={row} /> : null}
      {row.actions.includes('revoke') ? <Popconfirm title={w('revokeSure', { name: row.name })} description={w('revokeWhy')} okText={w('revoke')} cancelText={w('cancel')} onConfirm={() => revoke.mutate()}><Button type="text" danger>{w('revoke')}</Button></Popconfirm> : null}
    </li>
  );
}

function Rename({ row }: { row: Agent }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [name, setName] = useState(row.name);
  const rename = useMutation({
    mutationFn: () => ok(api.PATCH('/v1/print-agents/{agent}', { params: { path: { agent: row.id } }, body: { name: name.trim(), version: row.version } })),
    onSuccess: (agent) => notify({ tone: 'good', text: w('renamed', { name: agent.name }) }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['printing'] }),
  });
  const field = <Input aria-label={w('nameIt')} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />;
  return <Popconfirm icon={null} title={w('nameIt')} description={field} okText={w('save')} cancelText={w('cancel')} okButtonProps={{ disabled: !name.trim() || name.trim() === row.name }} onOpenChange={(open) => open && setName(row.name)} onConfirm={() => rename.mutate()}><Button type="text">{w('rename')}</Button></Popconfirm>;
}

function PrinterRow({ printer }: { printer: Printer }) {
  const w = useWords(book);
  const { info } = agent.use();
  const [config, setConfig] = useState<Config | null>(null);
  const [testing, test] = useState(false);
  useEffect(() => { void ask<{ config: Config }>('getPrinterConfig', { printer: printer.name }).then((answer) => setConfig(answer.config)).catch(() => undefined); }, [printer.name]);
  const save = useMutation({
    mutationFn: () => ask<{ config: Config }>('setPrinterConfig', { printer: printer.name, config: config ?? {} }),
    meta: { told: true },
    onSuccess: () => notify({ tone: 'good', text: w('saved') }),
    onError: (error) => notify({ tone: 'bad', text: error instanceof AgentNo ? error.said || error.code : String(error) }),
  });
  return (
    <li>
      <span className="two grow"><strong>{printer.name} {printer.maskedOnly ? <span className="tag">{w('masked')}</span> : null}</strong><span className="second">{w('kind', { kind: printer.kind, dpi: printer.dpi })}</span></span>
      {config ? (
        <span className="printer-form">
          <label>{w('right')} <InputNumber aria-label={`${printer.name} ${w('right')}`} min={-10} max={10} step={0.1} precision={1} value={config.offsetX / 10} suffix={w('mm')} onChange={(mm) => setConfig({ ...config, offsetX: Math.round((mm ?? 0) * 10) })} /></label>
          <label>{w('lower')} <InputNumber aria-label={`${printer.name} ${w('lower')}`} min={-10} max={10} step={0.1} precision={1} value={config.offsetY / 10} suffix={w('mm')} onChange={(mm) => setConfig({ ...config, offsetY: Math.round((mm ?? 0) * 10) })} /></label>
          <Select aria-label={`${printer.name} ${w('paper')}`} value={config.paper ?? ''} onChange={(paper) => setConfig({ ...config, paper: paper || null })} options={[{ value: '', label: w('any') }, ...(info?.papers ?? []).map((value) => ({ value, label: value }))]} />
          <label>{w('density')} <InputNumber aria-label={`${printer.name} ${w('density')}`} min={0} max={15} precision={0} placeholder={w('usual')} value={config.density ?? null} onChange={(density) => setConfig({ ...config, density })} /></label>
          <Button loading={save.isPending} onClick={() => save.mutate()}>{w('save')}</Button>
          <Button onClick={() => test(true)}>{w('test')}</Button>
        </span>
      ) : null}
      {testing ? <TestLabel printer={printer.name} size={config?.paper ?? '76x130'} close={() => test(false)} /> : null}
    </li>
  );
}
