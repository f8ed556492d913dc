// Label templates: what a party draws under the carrier's part, and where each is used.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Popconfirm, Segmented, Select } from 'antd';
import { useState } from 'react';
import { ok } from '../../../api/door';
import type { components } from '../../../api/merchant';
import { allPages } from '../../../api/pages';
import { problemOf } from '../../../api/problem';
import { Empty } from '../../../kit/Empty';
import { ProblemBox } from '../../../kit/ProblemBox';
import { Time } from '../../../kit/Time';
import { notify } from '../../notices';
import { common, useMay } from '../../session';
import { useWords } from '../../words';
import { empty, fresh, SIZES, type Size } from './design';
import { Designer } from './Designer';
import { book } from './words';
import './labels.css';

type Shapes = components['schemas'];
export type Template = Shapes['LabelTemplate'];
/** A label in the printer's own dots, as an address of a picture. */
export type Preview = (size: Size, custom: Shapes['CustomArea']) => Promise<string>;

const templatesQuery = { queryKey: ['labels', 'templates'], queryFn: () => ok(common.GET('/v1/label-templates')) };

export default function Labels({ preview }: { preview?: Preview }) {
  const w = useWords(book);
  const edits = useMay()('print');
  const { data, error, refetch } = useQuery(templatesQuery);
  const [making, make] = useState(false);
  const [open, setOpen] = useState<Template | null>(null);
  const button = edits ? <Button type="primary" onClick={() => make(true)}>{w('make')}</Button> : null;
  return (
    <div className="sheet">
      <div className="page-head"><div><h1>{w('title')}</h1><p>{w('why')}</p></div><div className="acts">{button}</div></div>
      {error ? <ProblemBox problem={problemOf(error)} retry={() => void refetch()} /> : null}
      <section className="card">{data?.length === 0 ? <Empty icon="print" title={w('none')} why={w('noneWhy')}>{button}</Empty> : <ul className="plain-list roomy">{(data ?? []).map((each) => <Row key={each.id} template={each} open={() => setOpen(each)} edits={edits} />)}</ul>}</section>
      {data && data.length > 0 ? <Uses templates={data} edits={edits} /> : null}
      {making ? <Make close={() => make(false)} made={(template) => { make(false); setOpen(template); }} /> : null}
      {open ? <Designer key={open.id} template={open} preview={preview} close={() => setOpen(null)} /> : null}
    </div>
  );
}

function Row({ template, open, edits }: { template: Template; open(): void; edits: boolean }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const drop = useMutation({
    mutationFn: () => ok(common.DELETE('/v1/label-templates/{template}', { params: { path: { template: template.id } } })),
    onSuccess: () => { notify({ tone: 'plain', text: w('removed', { name: template.name }) }); return queries.invalidateQueries({ queryKey: ['labels'] }); },
  });
  return (
    <li>
      <span className="two grow"><strong>{template.name}</strong><span className="second">{template.size} · <Time at={template.created_at} /></span></span>
      {edits ? <><Button onClick={open}>{w('open')}</Button><Popconfirm title={w('removeSure', { name: template.name })} description={w('removeWhy')} okText={w('remove')} cancelText={w('cancel')} onConfirm={() => drop.mutate()}><Button danger loading={drop.isPending}>{w('remove')}</Button></Popconfirm></> : null}
    </li>
  );
}

function Make({ close, made }: { close(): void; made(template: Template): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [size, setSize] = useState<Size>('76x130');
  const create = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.POST('/v1/label-templates', { body: { name: name.trim(), size, design: { ...empty, elements: [fresh('text', size), fresh('items', size)] } } })),
    onSuccess: (template) => { void queries.invalidateQueries({ queryKey: ['labels'] }); made(template); },
  });
  return (
    <Modal open title={w('make')} onCancel={close} footer={null} width={480}>
      <form onSubmit={(event) => { event.preventDefault(); create.mutate(); }}>
        {create.error ? <ProblemBox problem={problemOf(create.error)} /> : null}
        <div className="field"><label htmlFor="template-name">{w('name')}</label><Input id="template-name" required autoFocus maxLength={60} placeholder={w('namePh')} value={name} onChange={(event) => setName(event.target.value)} /></div>
        <Segmented block aria-label={w('size')} value={size} options={SIZES} onChange={setSize} />
        <div className="dialog-foot"><Button onClick={close}>{w('cancel')}</Button><Button type="primary" htmlType="submit" loading={create.isPending}>{w('create')}</Button></div>
      </form>
    </Modal>
  );
}

/** For each paper and each binding, the template in use. */
function Uses({ templates, edits }: { templates: readonly Template[]; edits: boolean }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const defaults = useQuery({ queryKey: ['labels', 'defaults'], queryFn: () => allPages<Shapes['LabelDefault']>((cursor) => ok(common.GET('/v1/label-defaults', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } }))) }).data ?? [];
  const bindings = useQuery({ queryKey: ['bindings', 'names'], queryFn: () => ok(common.GET('/v1/bindings', { params: { query: { limit: 200 } } })) }).data?.items ?? [];
  const put = useMutation({
    mutationFn: (body: Shapes['LabelDefaultAsk']) => ok(common.PUT('/v1/label-defaults', { body })),
    onSuccess: () => notify({ tone: 'good', text: w('usesSaved') }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['labels', 'defaults'] }),
  });
  const places = [{ id: null, name: w('everywhere') }, ...bindings.filter(({ state }) => state === 'active' || state === 'ending').map(({ id, other }) => ({ id, name: other.name }))];
  const sizes = SIZES.filter((size) => templates.some((each) => each.size === size));
  const inUse = (id: string | null, size: Size) => defaults.find((each) => (each.binding ?? null) === id && each.size === size)?.template ?? null;
  return (
    <section className="card">
      <h2>{w('uses')}</h2><p className="quiet">{w('usesWhy')}</p>
      <ul className="plain-list roomy">
        {places.map(({ id, name }) => <li key={id ?? ''}><span className="grow">{name}</span>{sizes.map((size) => <Select key={size} style={{ width: 240 }} disabled={!edits} aria-label={w('of', { name, size })} value={inUse(id, size) ?? ''} options={[{ value: '', label: `${size} · ${w('note')}` }, ...templates.filter((each) => each.size === size).map((each) => ({ value: each.id, label: `${size} · ${each.name}` }))]} onChange={(template: string) => put.mutate({ binding: id, size, template: template || null })} />)}</li>)}
      </ul>
    </section>
  );
}
