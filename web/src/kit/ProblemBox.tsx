// A refusal where it happened: what is the matter, what to do, and behind 详情 what a supporter wants to know.
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Problem, RowProblem } from '../api/problem';
import { Icon } from '../frame/icons';
import { prefs } from '../frame/prefs';
import { words, useWords } from '../frame/words';
import { said } from './problems';

const book = words(
  { details: '详情', retry: '重试', id: '请求号', at: '位置', code: '代码', said: '说明', now: '现在：' },
  { details: 'Details', retry: 'Try again', id: 'Request', at: 'At', code: 'Code', said: 'Said', now: 'Now: ' },
);

interface Props {
  problem: Problem | RowProblem;
  retry?(): void;
  /** How the thing stands now, where somebody else was faster. */
  now?: ReactNode;
}

export function ProblemBox({ problem, retry, now }: Props) {
  const w = useWords(book);
  prefs.use();
  const [matter, remedy] = said(problem.code, problem);
  const rows: [string, string | null | undefined][] = [
    [w('code'), problem.code], [w('said'), problem.detail], [w('at'), problem.at], [w('id'), 'request_id' in problem ? problem.request_id : null],
  ];
  return (
    <div className="problem" role="alert">
      <Icon name="alert" />
      <div className="problem-body">
        <strong>{matter}</strong>
        {remedy ? <p>{remedy}</p> : null}
        {now ? <p className="problem-now">{w('now')}{now}</p> : null}
        <details>
          <summary>{w('details')}</summary>
          <dl>{rows.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </details>
      </div>
      {retry ? <Button size="small" onClick={retry}>{w('retry')}</Button> : null}
    </div>
  );
}
