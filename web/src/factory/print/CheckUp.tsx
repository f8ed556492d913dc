// Why is my label still encrypted: the links of the chain, the first broken one in red with its code and what to do.
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { problemOf } from '../../api/problem';
import { Icon } from '../../frame/icons';
import { words, useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import type { Shapes } from '../api';
import { agentsQuery } from '../data';
import { agent, AgentNo, type Link } from './agent';
import { diagnosisQuery, reached } from './diagnosis';

const book = words(
  {
    title: '面单打不出来、显示密文？', why: '从上往下看，第一处红色就是原因。', version: '版本 {v}', again: '重新检查', code: '代码',
    b_ok: '浏览器连得上打印组件', b_off: '还没有连接打印组件，连接后再检查', b_asking: '正在连接打印组件…', b_denied: '浏览器拦截了打印组件，按上面的步骤改成“允许”', b_absent: '没有找到正在运行的打印组件，按上面的步骤装好并运行', b_unpaired: '组件在运行，但还没和这个浏览器配对，按上面的步骤配对',
    a_ok: '打印组件自己检查正常', a_bad: '打印组件：', o_none: '平台认得这台组件，可以打印', o_not_running: '平台：没有组件应答', o_not_enrolled: '平台：这台组件没有登记', o_wrong_account: '平台：这台组件登记在别的主体下', o_clock_off: '平台：那台电脑的时间差了五分钟以上', o_revoked: '平台：这台组件已停用', o_platform_unreachable: '平台：组件连不上平台',
    r_not_running: '装好并运行 print-agent，再连接。', r_not_enrolled: '点“登记打印组件”拿登记码，在那台电脑上运行登记命令。', r_wrong_account: '换登记时的主体，或拿新的登记码重新登记。', r_clock_off: '让那台电脑自动校时，再重新检查。', r_revoked: '拿新的登记码重新登记，或改用另一台。', r_platform_unreachable: '检查那台电脑的网络和代理；连上平台前不会打印。',
    owed_ok: '打印结果都已送达平台', owed: '{n} 条打印结果还没送到平台：请检查那台电脑的网络',
  },
  {
    title: 'A label stays encrypted, or does not come out?', why: 'From the top down, the first red line is the reason.', version: 'Version {v}', again: 'Check again', code: 'Code',
    b_ok: 'The browser reaches the print agent', b_off: 'The print agent is not connected yet: connect it, then check', b_asking: 'Connecting…', b_denied: 'The browser keeps the print agent away: allow it, as shown above', b_absent: 'No running print agent was found: install and start it, as shown above', b_unpaired: 'It runs, but is not paired with this browser: pair it, as shown above',
    a_ok: 'The agent finds nothing wrong with itself', a_bad: 'The agent:', o_none: 'The platform knows this agent: labels can be printed', o_not_running: 'The platform: no agent answered', o_not_enrolled: 'The platform: this agent is not enrolled', o_wrong_account: 'The platform: this agent belongs to another party', o_clock_off: 'The platform: that computer’s clock is more than five minutes off', o_revoked: 'The platform: this agent was revoked', o_platform_unreachable: 'The platform: the agent cannot reach it',
    r_not_running: 'Install print-agent, start it, and connect.', r_not_enrolled: 'Make a code with “Enrol a print agent” and run the command on that computer.', r_wrong_account: 'Switch to the party it belongs to, or enrol it anew with a new code.', r_clock_off: 'Let that computer set its clock by the network, then check again.', r_revoked: 'Enrol it again with a new code, or use another.', r_platform_unreachable: 'Check that computer’s network and proxy; nothing is printed until it reaches the platform.',
    owed_ok: 'All results reached the platform', owed: '{n} results have not reached the platform: check that computer’s network',
  },
);
type W = ReturnType<typeof useWords<keyof typeof book.zh>>;
interface Line { well: boolean | null; text: string; remedy?: string | undefined; code?: string | undefined }

const browser = (link: Link, w: W): Line => {
  if (link === 'ready' || link === 'unenrolled') return { well: true, text: w('b_ok') };
  return { well: link === 'off' || link === 'asking' ? null : false, text: w(`b_${link}`), code: link === 'denied' || link === 'absent' || link === 'unpaired' ? link : undefined };
};
const platform = ({ obstacle }: Shapes['Diagnosis'], w: W): Line => (obstacle === 'none' ? { well: true, text: w('o_none') } : { well: false, text: w(`o_${obstacle}`), remedy: w(`r_${obstacle}`), code: obstacle });

export function CheckUp() {
  const w = useWords(book);
  const state = agent.use();
  const { link, info } = state;
  const agents = useQuery(agentsQuery).data;
  const mine = (agents ?? []).filter((each) => each.state === 'active').map(({ id }) => id);
  const asked = link !== 'off' && link !== 'asking';
  const { data, error, isFetching, refetch } = useQuery({ ...diagnosisQuery(state, mine), enabled: asked && agents !== undefined });
  const lines: Line[] = [browser(link, w)];
  if (data?.agent) lines.push(data.agent.code === 'ok' ? { well: true, text: w('a_ok') } : { well: false, text: `${w('a_bad')}${data.agent.msg ?? data.agent.code}`, remedy: data.agent.remedy, code: data.agent.code });
  if (data && reached(state)) lines.push(platform(data.platform, w));
  if (link === 'ready' && info) lines.push(info.receiptsOwed === 0 ? { well: true, text: w('owed_ok') } : { well: false, text: w('owed', { n: info.receiptsOwed }) });
  return (
    <section className="card" aria-label={w('title')}>
      <header className="check-head"><h2>{w('title')} {info?.agentVersion ? <span className="second">{w('version', { v: info.agentVersion })}</span> : null}</h2><Button size="small" disabled={!asked} loading={isFetching} onClick={() => void refetch()}>{w('again')}</Button></header>
      <p className="second">{w('why')}</p>
      <ul className="agent-checks" aria-live="polite">
        {lines.map(({ well, text, remedy, code }) => <li key={text} className={well === false ? 'late' : well === null ? 'quiet' : ''}><span className={well === false ? 'no' : 'yes'}><Icon name={well === null ? 'clock' : well ? 'accept' : 'alert'} size={18} /></span><span className="two"><span>{text}</span>{remedy ? <span>{remedy}</span> : null}{code ? <span className="second">{w('code')} <code>{code}</code></span> : null}</span></li>)}
      </ul>
      {error && !(error instanceof AgentNo) ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
    </section>
  );
}
