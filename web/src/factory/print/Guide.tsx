// How to get the print agent on the line: one button, a picture of the question to come, and what to do where it fails.
import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import { useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { useWords } from '../../frame/words';
import { agent, connect, pair, setPort } from './agent';
import { packagesQuery } from './diagnosis';
import { Packages } from './Packages';
import { book } from './words';

export function Guide({ small = false }: { small?: boolean }) {
  const w = useWords(book);
  const { link } = agent.use();
  return (
    <section className={small ? 'card guide small' : 'card guide'} aria-label={w(`l_${link}`)}>
      {link === 'off' || link === 'asking' ? <Connect small={small} /> : null}
      {link === 'denied' ? <Denied /> : null}
      {link === 'absent' ? <Absent /> : null}
      {link === 'unpaired' ? <Pairing /> : null}
      {link === 'unenrolled' ? <Unenrolled /> : null}
    </section>
  );
}

function Connect({ small }: { small: boolean }) {
  const w = useWords(book);
  const { link } = agent.use();
  const button = <Button type="primary" size="large" icon={<Icon name="link" size={18} />} loading={link === 'asking'} onClick={() => connect()}>{w('connect')}</Button>;
  if (small) return <div className="guide-row"><span className="two grow"><strong>{w('gone')}</strong><span className="second">{w('guideWhy')}</span></span>{button}</div>;
  return (
    <div className="guide-row">
      <div className="grow"><h2>{w('guide')}</h2><p className="second">{w('guideWhy')}</p><div className="guide-go">{button}<span className="second">{w('connectWhy')}</span></div></div>
      <figure className="prompt" role="img" aria-label={w('shot')}>
        <span className="prompt-host">{location.host}</span>
        <span className="prompt-what"><Icon name="machine" size={16} />{w('prompt1')}</span>
        <span className="prompt-acts"><i>{w('block')}</i><i className="yes">{w('allow')}</i></span>
      </figure>
    </div>
  );
}

/** Each step with a picture of what is clicked. */
function Denied() {
  const w = useWords(book);
  return (
    <div className="guide-row">
      <div className="grow">
        <h2>{w('denied')}</h2>
        <ol className="guide-shots">
          <li><figure className="shot" aria-hidden="true"><span className="shot-bar"><i className="here"><Icon name="settings" size={14} /></i>{location.host}</span></figure><span><b>1</b>{w('d1')}</span></li>
          <li><figure className="shot" aria-hidden="true"><span className="shot-row"><Icon name="machine" size={14} />{w('prompt2')}<i className="here">{w('allow')} <Icon name="down" size={12} /></i></span></figure><span><b>2</b>{w('d2')}</span></li>
          <li><figure className="shot" aria-hidden="true"><span className="shot-bar"><i className="here"><Icon name="undo" size={14} /></i>{location.host}</span></figure><span><b>3</b>{w('d3')}</span></li>
        </ol>
      </div>
      <div className="guide-side"><Button onClick={() => connect()}>{w('retryNow')}</Button></div>
    </div>
  );
}

function Steps({ title, steps, children }: { title: string; steps: ReactNode[]; children?: ReactNode }) {
  const w = useWords(book);
  return (
    <div className="guide-row">
      <div className="grow"><h2>{title}</h2><ol className="guide-steps">{steps.map((step, n) => <li key={n}><b>{n + 1}</b><span>{step}</span></li>)}</ol></div>
      <div className="guide-side">{children}<Button onClick={() => connect()}>{w('retryNow')}</Button></div>
    </div>
  );
}

function Absent() {
  const w = useWords(book);
  const { port } = agent.use();
  const packages = useQuery(packagesQuery).data;
  return (
    <Steps title={w('absent')} steps={[<>{w('a1')} <Packages at={packages} /></>, w('a2'), w('a3')]}>
      <label className="guide-port"><span>{w('port')}</span><InputNumber size="small" min={1} max={65535} precision={0} value={port} aria-label={w('port')} onChange={(next) => setPort(next ?? 7790)} /></label>
      <span className="quiet">{w('checking')}</span>
    </Steps>
  );
}

function Pairing() {
  const w = useWords(book);
  const { code } = agent.use();
  const [token, setToken] = useState('');
  return (
    <form className="guide-row" onSubmit={(event) => { event.preventDefault(); if (token.trim()) void pair(token); }}>
      <div className="grow"><h2>{w('unpaired')}</h2><p className="second">{w('unpairedWhy')}</p><code className="command">print-agent pair</code></div>
      <div className="guide-side wide"><Input aria-label={w('token')} placeholder={w('token')} value={token} maxLength={128} status={code === 'wrong_token' ? 'error' : ''} onChange={(event) => setToken(event.target.value)} />{code === 'wrong_token' ? <p className="late" role="alert">{w('wrongToken')}</p> : null}<Button type="primary" htmlType="submit" disabled={!token.trim()}>{w('pair')}</Button></div>
    </form>
  );
}

function Unenrolled() {
  const w = useWords(book);
  const go = useGo();
  return <div className="guide-row"><span className="two grow"><strong>{w('unenrolled')}</strong><span className="second">{w('unenrolledWhy')}</span></span><Button type="primary" onClick={() => go('/printers')}>{w('toPrinters')}</Button></div>;
}
