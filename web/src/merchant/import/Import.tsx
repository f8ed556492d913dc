// Importing: drop a file, see what the platform made of it without writing anything, mend, import.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { ok } from '../../api/door';
import { problemOf, Refused } from '../../api/problem';
import { useGo } from '../../frame/address';
import { Icon } from '../../frame/icons';
import { notify } from '../../frame/notices';
import { useWords } from '../../frame/words';
import { ProblemBox } from '../../kit/ProblemBox';
import { Progress } from '../../kit/Progress';
import { api, type Batch } from '../api';
import { isLive, useBatch } from '../../frame/party/jobs/batch';
import { Errors } from './Errors';
import exampleUrl from './example.csv?url';
import { Mapping, type Chosen } from './Mapping';
import { book } from './words';
import './import.css';


export interface Found {
  created?: number;
  changed?: number;
  unchanged?: number;
  exceptions?: number;
  file?: { rows: number; header_row: number; columns: Record<string, string>; unknown_columns: string[]; encoding: string | null; sheet: string | null };
}
export const foundOf = (batch: Batch) => batch.progress as Found;
async function upload(file: File, how: { dry_run: boolean; source?: string; mapping?: string }): Promise<Batch> {
  const query = new URLSearchParams({ name: file.name, dry_run: String(how.dry_run), ...(how.source ? { source: how.source } : {}), ...(how.mapping ? { mapping: how.mapping } : {}) });
  const call = api.POST('/v1/imports', { params: { query: Object.fromEntries(query) as never }, body: file as never, bodySerializer: (body: unknown) => body as never, headers: { 'Content-Type': 'application/octet-stream' } });
  return ok(call);
}

export default function Import() {
  const w = useWords(book);
  const [file, setFile] = useState<File | null>(null);
  return (
    <div className="sheet wide">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div></div>
      {file ? <Trial key={`${file.name}${file.lastModified}${file.size}`} file={file} another={() => setFile(null)} take={setFile} /> : <Drop take={setFile} />}
    </div>
  );
}

function Drop({ take, small }: { take(file: File): void; small?: boolean }) {
  const w = useWords(book);
  const [over, setOver] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const got = (file: File | undefined) => {
    if (!file) return;
    if (/\.(csv|txt|xlsx|xls|tsv)$/i.test(file.name)) take(file);
    else notify({ tone: 'bad', text: w('notAllowed') });
  };
  const drop = (event: DragEvent) => { event.preventDefault(); setOver(false); got(event.dataTransfer.files[0]); };
  return (
    <section className={`drop${over ? ' over' : ''}${small ? ' small' : ''}`} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop} aria-label={w('drop')}>
      <span className="empty-icon"><Icon name="import" size={32} /></span>
      <strong>{w(over ? 'dropNow' : 'drop')}</strong>
      <span className="quiet">{w('limits')}</span>
      <span className="drop-acts"><Button type="primary" size="large" onClick={() => field.current?.click()}>{w('choose')}</Button><a href={exampleUrl} download="example.csv">{w('template')}</a></span>
      <input ref={field} type="file" accept=".csv,.txt,.tsv,.xlsx,.xls" className="sr" tabIndex={-1} aria-label={w('choose')} onChange={(event) => { got(event.target.files?.[0]); event.target.value = ''; }} />
    </section>
  );
}

function Trial({ file, another, take }: { file: File; another(): void; take(file: File): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [source, setSource] = useState('');
  const [mapping, setMapping] = useState<Chosen | null>(null);
  const [begun, setBegun] = useState<{ id: string; dry: boolean } | null>(null);
  const how = (dry_run: boolean, map = mapping) => ({ dry_run, ...(source.trim() ? { source: source.trim() } : {}), ...(map ? { mapping: JSON.stringify(map) } : {}) });
  const start = useMutation({ meta: { told: true }, mutationFn: (asked: { dry: boolean; map?: Chosen | null }) => upload(file, how(asked.dry, asked.map)), onSuccess: (batch, { dry }) => setBegun({ id: batch.id, dry }) });
  useEffect(() => start.mutate({ dry: true }), []);
  const { data: batch } = useBatch(begun?.id);
  const live = start.isPending || isLive(batch);
  const dry = begun?.dry ?? true;
  useEffect(() => {
    if (!batch || live || dry) return;
    void queries.invalidateQueries({ queryKey: ['orders'] });
    if (document.hidden) notify({ tone: 'good', text: w('done'), to: '/orders', quiet: true });
  }, [batch?.state]);
  const stop = useMutation({ mutationFn: () => ok(api.POST('/v1/batches/{batch}/cancel', { params: { path: { batch: begun?.id ?? '' } } })) });
  const found = batch ? foundOf(batch) : undefined;
  return (
    <>
      <section className="card file-card">
        <Icon name="orders" size={24} />
        <span className="two grow"><strong>{file.name}</strong><span className="second">{[w('size', { n: Math.max(1, Math.round(file.size / 1024)) }), found?.file?.encoding ?? found?.file?.sheet, found?.file ? w('rows', { n: found.file.rows }) : null, found?.file && found.file.header_row > 1 ? w('header', { n: found.file.header_row }) : null].filter(Boolean).join(' · ')}</span></span>
        {dry || !live ? <Button onClick={another}>{w('another')}</Button> : <Button onClick={() => stop.mutate()}>{w('stop')}</Button>}
      </section>
      {start.error ? <ProblemBox problem={problemOf(start.error)} {...(start.error instanceof Refused ? {} : { retry: () => start.mutate({ dry }) })} /> : null}
      {live && !start.error ? <section className="card"><h2>{w(dry ? 'trying' : 'importing')}</h2><Progress state={batch?.state ?? 'waiting'} total={batch?.total} at={(batch?.done ?? 0) + (batch?.refused ?? 0)} />{dry ? null : <p className="quiet">{w('leave')}</p>}</section> : null}
      {batch && !live && dry ? <Verdict batch={batch} go={() => start.mutate({ dry: false })} source={source} setSource={setSource} /> : null}
      {batch && !live && !dry ? <Done batch={batch} again={another} /> : null}
      {batch && !live && (batch.refused > 0 || batch.state === 'failed') ? <Errors batch={batch} file={file} /> : null}
      {batch && !live && dry && found?.file ? <Mapping key={batch.id} found={found.file} retry={(map) => { setMapping(map); start.mutate({ dry: true, map }); }} /> : null}
      {batch && !live && batch.refused > 0 ? <Drop take={take} small /> : null}
    </>
  );
}

function Verdict({ batch, go, source, setSource }: { batch: Batch; go(): void; source: string; setSource(text: string): void }) {
  const w = useWords(book);
  const bad = batch.state === 'failed';
  const n = batch.done;
  return (
    <section className={bad ? 'card verdict bad' : 'card verdict'}>
      <div className="two grow"><span className="verdict-n">{bad ? w('fileBad') : n > 0 ? w('ready', { n }) : w('nothing')}</span><span className="second">{w('tried')}</span></div>
      {n > 0 && !bad ? (
        <>
          <Input className="source" value={source} maxLength={64} aria-label={w('source')} placeholder={w('source')} title={w('sourceHint')} onChange={(event) => setSource(event.target.value)} />
          <Button type="primary" size="large" autoFocus onClick={go}>{w(batch.refused > 0 ? 'importRest' : 'import', { n })}</Button>
        </>
      ) : null}
    </section>
  );
}

function Done({ batch, again }: { batch: Batch; again(): void }) {
  const w = useWords(book);
  const go = useGo();
  const found = foundOf(batch);
  const facts = [w('created', { n: found.created ?? 0 }), found.changed ? w('changed', { n: found.changed }) : '', found.unchanged ? w('unchanged', { n: found.unchanged }) : '', found.exceptions ? w('exceptions', { n: found.exceptions }) : ''].filter(Boolean);
  return (
    <section className="card verdict good" role="status">
      <div className="two grow"><span className="verdict-n">{w('done')}</span><span className="second">{facts.join(' · ')}</span></div>
      <Button size="large" onClick={again}>{w('again')}</Button>
      <Button type="primary" size="large" autoFocus onClick={() => go('/orders', { stage: 'to_assign' })}>{w('go')}</Button>
    </section>
  );
}
