// Enrolling a print agent: a name, a one-time code, and the whole command to run beside the printer.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { ok } from '../../api/door';
import { problemOf } from '../../api/problem';
import { notify } from '../../frame/notices';
import { words, useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { ProblemBox } from '../../kit/ProblemBox';
import { Dot } from '../../kit/Text';
import { api } from '../api';
import { agentsQuery } from '../data';
import { enrolCommand } from './command';
import { Packages } from './Packages';

const book = words(
  { name: '给它起个名字', namePh: '例如：打包台1', make: '生成登记码', first: '先装好打印组件：', codeWhy: '在那台电脑上运行下面的命令。登记码只显示这一次，{until} 前有效。', copy: '复制命令', copied: '已复制', done: '好了', cancel: '取消', waiting: '等待登记…', enrolled: '“{name}”登记成功' },
  { name: 'What it is called', namePh: 'e.g. Packing table 1', make: 'Make a code', first: 'Install the print agent first:', codeWhy: 'Run this on that computer. The code is shown once and holds until {until}.', copy: 'Copy the command', copied: 'Copied', done: 'Done', cancel: 'Cancel', waiting: 'Waiting for it…', enrolled: '“{name}” is enrolled' },
);

export function Enrol({ done }: { done(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { data: agents } = useQuery({ ...agentsQuery, refetchInterval: 2000 });
  const make = useMutation({ meta: { told: true }, mutationFn: () => ok(api.POST('/v1/print-agents', { body: { name: name.trim() } })), onSuccess: () => queries.invalidateQueries({ queryKey: ['printing'] }) });
  const made = make.data;
  const active = agents?.find(({ id }) => id === made?.agent)?.state === 'active';
  useEffect(() => { if (active) notify({ tone: 'good', text: w('enrolled', { name }) }); }, [active]);
  if (made) {
    const command = enrolCommand(made.platform, made.code, name);
    return (
      <div className="enrol">
        {made.packages ? <p>{w('first')} <Packages at={made.packages} /></p> : null}
        <p>{w('codeWhy', { until: new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Shanghai' }).format(new Date(made.code_until)) })}</p>
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
      <div className="dialog-foot"><Button onClick={done}>{w('cancel')}</Button><Button type="primary" htmlType="submit" disabled={!name.trim()} loading={make.isPending}>{w('make')}</Button></div>
    </form>
  );
}
