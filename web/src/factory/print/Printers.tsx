// Print agents and printers: enrol one with a code, see whether this computer's is well, set where a label lands on the paper.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber, Modal, Popconfirm, Select } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { common, useMay } from '../../frame/session';
import { words, useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { Empty } from '../../kit/Empty';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { api, type Shapes } from '../api';
import { agentsQuery } from '../data';
import { agent, ask, AgentNo, type Config, type Printer } from './agent';
import { Fates } from './Fates';
import { Guide } from './Guide';
import { TestLabel } from './TestLabel';

const book = words(
  {
    title: '打印机和打印组件', url: '<平台地址>', why: '每台打包电脑登记一个打印组件；面单只有登记过的组件能解开。', add: '登记打印组件', agents: '已登记的打印组件', none: '还没有打印组件', noneWhy: '在打包电脑上装好打印组件，拿登记码登记一次。', invited: '待登记', active: '可用', revoked: '已停用', seen: '最近联系', never: '还没联系过', revoke: '停用', revokeSure: '停用“{name}”？', revokeWhy: '发给它、还没打的面单都会失效。', gone: '已停用 {name}', here: '本机',
    name: '给它起个名字', namePh: '例如：打包台1', make: '生成登记码', codeWhy: '在那台电脑上运行下面的命令。登记码只显示这一次，{until} 前有效。', copy: '复制命令', copied: '已复制', done: '好了', cancel: '取消', waiting: '等待登记…', enrolled: '“{name}”登记成功',
    mine: '本机的打印组件', checks: '体检', k_link: '浏览器连得上打印组件', k_enrol: '已登记到本主体', k_enrolNo: '登记在别处，或已停用：请重新登记', k_clock: '电脑时间准确', k_clockNo: '电脑时间差了 {n} 秒：请校准，否则面单解不开', k_owed: '打印结果都已送达平台', k_owedNo: '{n} 条打印结果还没送到平台：请检查网络', k_version: '版本 {v}', whyEnc: '面单打不出来、显示密文？看这里有没有红色的一项。',
    printers: '本机打印机', save: '保存', saved: '已保存', right: '右移', lower: '下移', mm: '毫米', paper: '只用纸张', any: '不限', kind: '{kind} · {dpi} dpi', masked: '只打脱敏面单', density: '浓度', usual: '按打印机', test: '打印测试面单',
  },
  {
    title: 'Printers and print agents', url: '<platform address>', why: 'Each packing computer enrols one print agent; labels open in enrolled ones alone.', add: 'Enrol a print agent', agents: 'Enrolled agents', none: 'No print agent yet', noneWhy: 'Install it on the packing computer and enrol it once with a code.', invited: 'Waiting', active: 'Active', revoked: 'Revoked', seen: 'Last heard', never: 'Never heard of', revoke: 'Revoke', revokeSure: 'Revoke “{name}”?', revokeWhy: 'Labels sealed for it and not printed yet become void.', gone: '{name} was revoked', here: 'This one',
    name: 'What it is called', namePh: 'e.g. Packing table 1', make: 'Make a code', codeWhy: 'Run this on that computer. The code is shown once and holds until {until}.', copy: 'Copy the command', copied: 'Copied', done: 'Done', cancel: 'Cancel', waiting: 'Waiting for it…', enrolled: '“{name}” is enrolled',
    mine: 'This computer’s agent', checks: 'Check-up', k_link: 'The browser reaches the agent', k_enrol: 'Enrolled for this party', k_enrolNo: 'Enrolled elsewhere or revoked: enrol it again', k_clock: 'The clock is right', k_clockNo: 'The clock is {n} s off: set it, or labels stay sealed', k_owed: 'All results reached the platform', k_owedNo: '{n} results have not reached the platform: check the network', k_version: 'Version {v}', whyEnc: 'A label stays encrypted? Look for a red line here.',
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
      {link === 'ready' ? <><CheckUp agents={data ?? []} /><section className="card"><h2>{w('printers')}</h2><ul className="plain-list roomy">{printers.map((printer) => <PrinterRow key={printer.name} printer={printer} />)}</ul></section></> : <Guide />}
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
      {row.actions.includes('revoke') ? <Popconfirm title={w('revokeSure', { name: row.name })} description={w('revokeWhy')} okText={w('revoke')} cancelText={w('cancel')} onConfirm={() => revoke.mutate()}><Button type="text" danger>{w('revoke')}</Button></Popconfirm> : null}
    </li>
  );
}

function Enrol({ done }: { done(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { data: agents } = useQuery({ ...agentsQuery, refetchInterval: 2000 });
  const make = useMutation({ meta: { told: true }, mutationFn: () => ok(api.POST('/v1/print-agents', { body: { name: name.trim() } })), onSuccess: () => queries.invalidateQueries({ queryKey: ['printing'] }) });
  const made = make.data;
  const active = agents?.find(({ id }) => id === made?.agent)?.state === 'active';
  const { data: party } = useQuery({ queryKey: ['party'], queryFn: () => ok(common.GET('/v1/party')) });
  useEffect(() => { if (active) notify({ tone: 'good', text: w('enrolled', { name }) }); }, [active]);
  if (made) {
    const command = `print-agent enrol ${w('url')} ${made.code} --name ${name.trim().replace(/\s+/g, '-')}`;
    return (
      <div className="enrol">
        <p>{w('codeWhy', { until: new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit' }).format(new Date(made.code_until)) })}</p>
        <span className="enrol-code">{made.code}</span>
        <code className="command block">{command}</code>
        <p role="status">{active ? <Dot tone="good">{w('enrolled', { name })}</Dot> : <Dot tone="wait">{w('waiting')}</Dot>}</p>
        <div className="dialog-foot"><Button onClick={() => void copy(command).then(() => notify({ tone: 'good', text: w('copied') }))}>{w('copy')}</Button><Button type="primary" onClick={done}>{w('done')}</Button></div>
      </div>
    );
  }
  return (
    <form onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
      {make.error ? <ProblemBox problem={problemOf(make.error)} /> : null}
      <div className="field"><label htmlFor="agent-name">{w('name')}</label><Input id="agent-name" required autoFocus maxLength={60} placeholder={w('namePh')} value={name} onChange={(event) => setName(event.target.value)} /></div>
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" disabled={!name.trim() || !party} loading={make.isPending}>{w('make')}</Button></div>
    </form>
  );
}

/** What keeps a label sealed, looked at one by one. */
function CheckUp({ agents }: { agents: readonly Agent[] }) {
  const w = useWords(book);
  const { info } = agent.use();
  const [off] = useState(() => (info ? Math.round(Math.abs(info.time - Date.now() / 1000)) : 0));
  if (!info) return null;
  const mine = agents.some(({ id, state }) => id === info.agentID && state === 'active');
  const checks: [boolean, string][] = [[true, w('k_link')], [mine, w(mine ? 'k_enrol' : 'k_enrolNo')], [off < 120, off < 120 ? w('k_clock') : w('k_clockNo', { n: off })], [info.receiptsOwed === 0, info.receiptsOwed === 0 ? w('k_owed') : w('k_owedNo', { n: info.receiptsOwed })]];
  return (
    <section className="card">
      <h2>{w('mine')} <span className="second">{w('k_version', { v: info.agentVersion })}</span></h2>
      <p className="second">{w('whyEnc')}</p>
      <ul className="agent-checks">{checks.map(([well, text]) => <li key={text} className={well ? '' : 'late'}><span className={well ? 'yes' : 'no'}><Icon name={well ? 'accept' : 'alert'} size={18} /></span>{text}</li>)}</ul>
    </section>
  );
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
