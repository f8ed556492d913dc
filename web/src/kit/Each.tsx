// One act on many rows where the door takes them one by one: asks, runs a few at a time, tells what failed and tries those again.
import { Button, Modal } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { problemOf } from '../api/problem';
import { words, useWords } from '../frame/words';
import { Progress } from './Progress';
import { Reasons, Tally, type Failure } from './Results';

const book = words(
  { cancel: '取消', stop: '停止', close: '关闭', again: '重试失败的 {n} 项', more: '等 {n} 项' },
  { cancel: 'Cancel', stop: 'Stop', close: 'Close', again: 'Try the {n} failed again', more: 'and {n} more' },
);

interface Props<T> {
  title: string;
  rows: readonly T[];
  name(row: T): string;
  act(row: T): Promise<unknown>;
  /** On the button, with the number. */
  verb: string;
  danger?: boolean;
  /** False while what is asked for is missing. */
  ready?: boolean;
  /** What it means, and what is asked for. */
  children?: ReactNode;
  /** All went well, or the person has read what did not: `done` says how many. */
  close(done: number): void;
}

/** Calls under way together. */
const LANES = 4;
/** Names shown before it is done. */
const SHOWN = 5;

interface Run<T> { rows: readonly T[]; done: number; failed: { row: T; failure: Failure }[]; state: 'running' | 'done' | 'cancelled' }

export function Each<T>(props: Props<T>) {
  const { title, rows, name, act, verb, danger, ready = true, children, close } = props;
  const w = useWords(book);
  const [run, setRun] = useState<Run<T> | null>(null);
  const stopped = useRef(false);
  const before = useRef(0);

  const start = async (some: readonly T[]) => {
    stopped.current = false;
    before.current += run?.done ?? 0;
    const now: Run<T> = { rows: some, done: 0, failed: [], state: 'running' };
    setRun({ ...now });
    const waiting = [...some];
    const lane = async () => {
      for (let row = waiting.shift(); row !== undefined && !stopped.current; row = waiting.shift()) {
        try {
          await act(row);
          now.done += 1;
        } catch (error) {
          const { code, detail } = problemOf(error);
          now.failed.push({ row, failure: { name: name(row), code, detail: detail ?? null } });
        }
        setRun({ ...now, failed: [...now.failed] });
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    if (!stopped.current && now.failed.length === 0) close(before.current + now.done);
    else setRun({ ...now, state: stopped.current ? 'cancelled' : 'done' });
  };

  const leave = () => {
    if (run?.state === 'running') stopped.current = true;
    else close(before.current + (run?.done ?? 0));
  };
  const failed = run?.failed ?? [];
  const foot = run === null
    ? [<Button key="no" onClick={() => close(0)}>{w('cancel')}</Button>, <Button key="go" type="primary" danger={danger ?? false} disabled={!ready} onClick={() => void start(rows)}>{verb}</Button>]
    : run.state === 'running' ? [<Button key="stop" onClick={leave}>{w('stop')}</Button>]
      : [<Button key="close" onClick={leave}>{w('close')}</Button>, failed.length > 0 ? <Button key="again" type="primary" onClick={() => void start(failed.map(({ row }) => row))}>{w('again', { n: failed.length })}</Button> : null];
  return (
    <Modal open title={title} footer={foot} onCancel={leave} width={520} mask={{ closable: false }} destroyOnHidden>
      {run === null ? <>{children}<Names rows={rows} name={name} /></> : (
        <>
          <Progress state={run.state} total={run.rows.length} at={run.done + failed.length} />
          <Tally total={run.rows.length} done={run.done} refused={failed.length} />
          <Reasons failures={failed.map(({ failure }) => failure)} />
        </>
      )}
    </Modal>
  );
}

function Names<T>({ rows, name }: { rows: readonly T[]; name(row: T): string }) {
  const w = useWords(book);
  return <ul className="names">{rows.slice(0, SHOWN).map((row, n) => <li key={n}>{name(row)}</li>)}{rows.length > SHOWN ? <li className="quiet">{w('more', { n: rows.length - SHOWN })}</li> : null}</ul>;
}
