// One job in trouble: what it is for, what went wrong, what to do.
import { Button } from 'antd';
import { useWords } from '../../frame/words';
import { copy } from '../../kit/copy';
import { Facts, Panel, Part } from '../../kit/Panel';
import { Dot } from '../../kit/Text';
import { Time } from '../../kit/Time';
import { notify } from '../../frame/notices';
import type { Job } from '../data';
import { stateWord, TONE, type Verb } from './Jobs';
import { kindHelp, kindName } from './kinds';
import { book } from './words';

interface Props {
  job: Job | undefined;
  close(): void;
  act: ((verb: Verb, job: Job) => void) | undefined;
}

export function JobPanel({ job, close, act }: Props) {
  const w = useWords(book);
  const foot = job && act && job.actions.length > 0 ? (
    <div className="acts-foot">
      {job.actions.includes('drop') ? <Button danger onClick={() => act('drop', job)}>{w('drop')}</Button> : null}
      {job.actions.includes('replay') ? <Button type="primary" onClick={() => act('replay', job)}>{w('replay')}</Button> : null}
    </div>
  ) : null;
  return <Panel open={job !== undefined} close={close} title={job ? kindName(job.kind, w) : ''} foot={foot}>{job ? <Body job={job} /> : null}</Panel>;
}

function Body({ job }: { job: Job }) {
  const w = useWords(book);
  const { meaning, remedy } = kindHelp(job.kind, w);
  const take = (text: string) => void copy(text).then(() => notify({ tone: 'good', text: w('copied') }));
  return (
    <>
      <Part title={w('meaning')}><p>{meaning}</p></Part>
      <Part title={w('error')} extra={job.last_error ? <Button type="text" size="small" onClick={() => take(job.last_error)}>{w('copy')}</Button> : null}>{job.last_error ? <pre className="raw-error">{job.last_error}</pre> : <p className="quiet">{w('noError')}</p>}</Part>
      <Part title={w('whatNow')}><p>{job.state === 'dead' ? remedy : w('stuckHelp')}</p></Part>
      <Part title={w('facts')}>
        <Facts rows={[[w('state'), <Dot key="s" tone={TONE[job.state] ?? 'wait'}>{stateWord(job, w)}</Dot>], [w('attempts'), w('times', { n: job.attempts })], [w('since'), <Time key="c" at={job.created_at} />], [w('next'), <Time key="r" at={job.run_at} />], [w('key'), <code key="k">{job.key}</code>], ['ID', <code key="i">{job.id}</code>]]} />
      </Part>
    </>
  );
}
