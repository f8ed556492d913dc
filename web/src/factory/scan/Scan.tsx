// Verifying with a scanner: label, then every piece. An error stops the line until somebody says they saw it.
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ok } from '../../api/door';
import { Refused } from '../../api/problem';
import { Icon } from '../../frame/icons';
import { useKeys } from '../../frame/keys';
import { refresh } from '../../frame/live';
import { prefs, setPref } from '../../frame/prefs';
import { useMay } from '../../frame/session';
import { useWords } from '../../frame/words';
import { Swatch } from '../../kit/Swatch';
import { No } from '../../kit/Text';
import { Ear, GAP_MS } from '../../scan/heuristic';
import { api } from '../api';
import type { Parcel } from '../data';
import { byHand, gotten, hear, isWhole, pieces, type Heard, type Open, type Want } from './check';
import { wrongWith } from '../wrong';
import { useFullScreen } from './full';
import { check, day, note, pace } from './session';
import { right, speak, whole, wrong } from './sound';
import { book } from './words';
import './scan.css';

const AUTO = 'sealship.scan.ship';
/** More than these, and the line is not slow but gone. */
const MOST_WAITING = 10;
interface Stop { text: string; code: string }

/** The parcel a label belongs to, whatever it waits for. */
const ofNumber = async (number: string): Promise<Parcel | undefined> => (await ok(api.GET('/v1/parcels', { params: { query: { number } } }))).items[0];

function wantsOf(parcel: Parcel): Want[] {
  return parcel.items.map((item) => {
    const codes = [item.barcode, item.fulfiller_sku, item.sku].filter((code): code is string => Boolean(code));
    return { line: `${item.assignment}${item.line}`, name: item.name, spec: item.spec, codes, quantity: item.quantity, got: 0 };
  });
}

export default function Scan() {
  const w = useWords(book);
  const may = useMay();
  const queries = useQueryClient();
  const { sound } = prefs.use();
  const [open, openNow, setOpen] = useNow<Open | null>(null);
  const [last, setLast] = useState('');
  const [stop, stopNow, setStop] = useNow<Stop | null>(null);
  const [passed, setPassed] = useState<'whole' | 'wholeShip' | null>(null);
  const [ime, setIme] = useState(false);
  const [auto, setAuto] = useState(localStorage.getItem(AUTO) === '1');
  const [full, turnFull] = useFullScreen();
  const scans = useRef({ last: Promise.resolve(), waiting: 0 });

  const halt = (text: string, code: string) => { wrong(); setStop({ text, code }); note(code, text, true); };
  const finish = async (end: Open) => {
    const ship = auto && may('fulfil:write');
    try {
      const body = { parcels: [{ parcel: end.parcel }] };
      const { rows: [row] } = may('fulfil:write') ? await ok(ship ? api.POST('/v1/parcels/ship', { body }) : api.POST('/v1/parcels/verify', { body })) : { rows: [] };
      if (row?.problem) return halt(w(ship ? 'shipNo' : 'verifyNo', { why: wrongWith(row.problem.code) }), end.number);
      check(end.parcel);
      whole();
      setPassed(ship ? 'wholeShip' : 'whole');
      void refresh(queries, 'parcels', 'assignments');
    } catch (error) {
      halt(w(ship ? 'shipNo' : 'verifyNo', { why: error instanceof Refused ? wrongWith(error.problem.code) : w('offline') }), end.number);
    }
  };
  const label = async (code: string) => {
    const parcel = await ofNumber(code);
    if (!parcel) return halt(w('noLabel', { code }), code);
    if (parcel.shipped_at) return halt(w('gone', { code }), code);
    if (parcel.stage === 'print' && parcel.prints === 0) return halt(w('notPrinted', { code }), code);
    if (parcel.verified_at || (!may('fulfil:write') && day.get().checked[parcel.id])) return halt(w('twice', { code }), code);
    const recall = parcel.items.find((item) => typeof item.recall === 'string')?.recall;
    if (recall !== undefined) { halt(w('recalled', { reason: recall || '—' }), code); return speak(w('stop')); }
    const odd = parcel.items.find((item) => item.exception)?.exception ?? (parcel.receiver_changed ? 'receiver_changed' : parcel.refund_open ? 'refund_open' : undefined);
    if (odd) { halt(w('odd', { why: wrongWith(odd) }), code); return speak(wrongWith(odd)); }
    const next = { parcel: parcel.id, number: parcel.waybill?.number ?? code, wants: wantsOf(parcel) };
    right();
    setPassed(null);
    setOpen(next);
    setLast('');
    note(code, w('s_label'));
    if (pieces(next) > 1) speak(w('saySome', { n: pieces(next) }));
  };
  const piece = async (now: Open, code: string, heard: Heard) => {
    if (heard.kind === 'label') return right();
    if (heard.kind === 'surplus') return halt(w('surplus', { name: heard.name }), code);
    if (heard.kind === 'foreign') return (await ofNumber(code)) ? halt(w('other', { n: pieces(now) - gotten(now) }), code) : halt(w('foreign', { code }), code);
    setOpen(heard.open);
    setLast(heard.line);
    note(code, now.wants.find(({ line }) => line === heard.line)?.name ?? '');
    if (heard.whole) await finish(heard.open); else right();
  };
  const one = async (code: string) => {
    if (stopNow()) return wrong();
    setIme(false);
    const now = openNow();
    try {
      await (now && !isWhole(now) ? piece(now, code, hear(now, code)) : label(code));
    } catch {
      halt(w('offline'), code);
    }
  };
  // A scan while the one before still asks waits its turn: a slow line loses none.
  const inTurn = (work: () => Promise<void>) => {
    const line = scans.current;
    if (stopNow() || line.waiting >= MOST_WAITING) return wrong();
    line.waiting += 1;
    line.last = line.last.then(work).finally(() => { line.waiting -= 1; });
  };
  const take = (code: string) => inTurn(() => one(code));
  const count = (want: Want) => inTurn(async () => { const now = openNow(); if (now && !stopNow()) await piece(now, want.codes[0] ?? want.name, byHand(now, want.line)); });
  useScanner(take, () => { wrong(); setIme(true); });
  const acknowledge = () => setStop(null);
  useKeys(stop ? [{ keys: 'Esc', does: w('ack'), typing: true, run: acknowledge }] : []);
  const done = open !== null && isWhole(open) && passed !== null;
  return (
    <div className="kiosk">
      <section className={`kiosk-desk${stop ? ' stop' : done ? ' pass' : ''}`} aria-label={w('number')}>
        <div className="kiosk-tools">
          <Checkbox checked={auto} disabled={!may('fulfil:write')} onChange={(event) => { setAuto(event.target.checked); localStorage.setItem(AUTO, event.target.checked ? '1' : '0'); }}>{w('autoShip')}</Checkbox>
          <span className="spring" />
          {open && !isWhole(open) ? <Button type="text" onClick={() => setOpen(null)}>{w('give')}</Button> : null}
          <Button type="text" onClick={() => setPref('sound', !sound)}>{w(sound ? 'soundOff' : 'soundOn')}</Button>
          <Button type="text" onClick={turnFull}>{w(full ? 'unfull' : 'full')}</Button>
        </div>
        {ime ? <p className="kiosk-ime" role="alert"><Icon name="keyboard" />{w('ime')}</p> : null}
        {open ? <Parcelled open={open} last={last} count={count} /> : <Waiting take={take} />}
        {stop ? <div className="kiosk-stop" role="alertdialog" aria-label={w('stop')}><b>{w('stop')}</b><span>{stop.text}</span><Button size="large" onClick={acknowledge}>{w('ack')} <kbd>Esc</kbd></Button></div> : null}
        {done && !stop ? <div className="kiosk-pass" role="status"><Icon name="accept" size={34} /><b>{w(passed ?? 'whole')}</b><span>{w('pass')}</span></div> : null}
      </section>
      <Side />
    </div>
  );
}

/** State whose newest value is known before the page shows it: scans follow each other faster than pictures. */
function useNow<T>(first: T): [T, () => T, (next: T) => void] {
  const [shown, show] = useState(first);
  const now = useRef(first);
  return [shown, () => now.current, (next) => { now.current = next; show(next); }];
}

/** Hears the scanner anywhere on the page; what a person types into a field stays theirs. */
function useScanner(take: (code: string) => void, muffled: () => void): void {
  const now = useRef({ take, muffled });
  now.current = { take, muffled };
  useEffect(() => {
    const ear = new Ear();
    let before = -Infinity;
    const listen = (event: KeyboardEvent) => {
      const { scan, ime } = ear.key(event.key, event.timeStamp, event.isComposing);
      // Keys at a scanner's pace are no shortcuts of the page.
      if (event.key.length === 1 && event.timeStamp - before <= GAP_MS) event.stopPropagation();
      before = event.timeStamp;
      if (ime) now.current.muffled();
      if (!scan) return;
      event.preventDefault();
      event.stopPropagation();
      now.current.take(scan);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
}

function Waiting({ take }: { take(code: string): void }) {
  const w = useWords(book);
  const [text, setText] = useState('');
  const go = () => { const code = text.trim(); setText(''); if (code) take(code); };
  return (
    <div className="kiosk-idle">
      <span className="kiosk-eye"><Icon name="scan" size={88} /></span>
      <h1>{w('idle')}</h1>
      <p>{w('idleWhy')}</p>
      <form className="inline-form" onSubmit={(event) => { event.preventDefault(); go(); }}><Input size="large" aria-label={w('typePh')} placeholder={w('typePh')} maxLength={60} value={text} onChange={(event) => setText(event.target.value)} /><Button size="large" htmlType="submit">{w('enter')}</Button></form>
    </div>
  );
}

function Parcelled({ open, last, count }: { open: Open; last: string; count(want: Want): void }) {
  const w = useWords(book);
  return (
    <>
      <header className="kiosk-head"><span className="two"><span className="second">{w('number')}</span><span className="kiosk-number"><No of={open.number} /></span></span><span className="kiosk-count"><b>{gotten(open)}</b><span>{w('of', { n: pieces(open) })}</span></span></header>
      <ul className="kiosk-goods" tabIndex={0} aria-label={w('number')}>
        {open.wants.map((want) => (
          <li key={want.line} className={`${want.got >= want.quantity ? 'full' : ''}${want.line === last ? ' last' : ''}`}>
            <Swatch name={want.name} size={84} />
            <span className="two grow"><strong>{want.name}</strong><span className="kiosk-spec">{want.spec}</span><span className="second">{want.codes.join(' · ') || w('noCode')}</span></span>
            {want.got < want.quantity ? <Button size="large" onClick={() => count(want)}>{w('count')}</Button> : null}
            <span className="kiosk-got"><b>{want.got}</b>/{want.quantity}{want.got >= want.quantity ? <Icon name="accept" size={24} /> : null}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const clock = new Intl.DateTimeFormat('zh-CN', { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZone: 'Asia/Shanghai' });
function Side() {
  const w = useWords(book);
  const now = day.use();
  return (
    <aside className="card kiosk-side">
      <dl className="kiosk-numbers"><div><dt>{w('today')}</dt><dd>{Object.keys(now.checked).length}</dd></div><div><dt>{w('pace')}</dt><dd>{pace(now)}</dd></div><div className={now.caught > 0 ? 'late' : ''}><dt>{w('caught')}</dt><dd>{now.caught}</dd></div></dl>
      <h2>{w('recent')}</h2>
      {now.recent.length === 0 ? <p className="quiet">{w('nothing')}</p> : null}
      <ul tabIndex={0} aria-label={w('recent')}>{now.recent.map((each) => <li key={`${each.at}${each.code}`} className={each.bad ? 'late' : ''}><time className="num">{clock.format(each.at)}</time><span className="num">…{each.code.slice(-6)}</span><span className="grow" title={each.text}>{each.text}</span></li>)}</ul>
      <p className="quiet">{w('local')}</p>
    </aside>
  );
}
