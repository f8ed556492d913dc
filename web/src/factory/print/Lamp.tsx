// The state of the print agent in the top bar, wherever one is; and a batch that goes on while one looks elsewhere.
import { useEffect } from 'react';
import { useLocation } from '@tanstack/react-router';
import { useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { agent, resume } from './agent';
import { attach, isOver, lose, run, settle, tally } from './run';
import { book } from './words';
import './print.css';

export function AgentLamp() {
  const w = useWords(book);
  const go = useGo();
  const may = useMay();
  const { pathname } = useLocation();
  const { link } = agent.use();
  const now = run.use();
  useEffect(() => { void resume(); void settle().catch(() => undefined); }, []);
  useEffect(() => { if (link === 'ready') void attach().catch(() => undefined); else lose(); }, [link]);
  const over = now ? isOver(now) : true;
  useEffect(() => {
    if (!now || !over) return;
    const { printed } = tally(now);
    const k = now.labels.length - printed;
    notify({ id: `run-${now.id}`, tone: k > 0 ? 'bad' : 'good', text: k > 0 ? w('doneSome', { n: printed, k }) : w('done', { n: printed }), to: '/print', quiet: pathname === '/print' });
  }, [over, now?.id]);
  if (!may('print')) return null;
  const busy = now && !over ? ` ${tally(now).printed}/${now.labels.length}` : '';
  const tone = link === 'ready' ? 'good' : link === 'off' || link === 'asking' ? 'idle' : 'bad';
  return <button type="button" className="tool lamp" title={w(`l_${link}`)} aria-label={w(`l_${link}`) + busy} onClick={() => go('/print')}><Icon name="print" size={16} /><span className={`dot ${tone}`}>{`${w(`l_${link}`)}${busy}`}</span></button>;
}
