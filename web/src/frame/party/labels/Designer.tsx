// One template on the drawing board: every step can be taken back, and nothing is lost by closing.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal, Slider } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { ok } from '../../../api/door';
import { problemOf } from '../../../api/problem';
import { ProblemBox } from '../../../kit/ProblemBox';
import { notify } from '../../notices';
import { common } from '../../session';
import { useWords } from '../../words';
import { Board } from './Board';
import { add, AREAS, back, begun, blamed, drop, forth, fresh, MOST, put, raise, SAMPLE, step, type Design, type Kind } from './design';
import { Inspector } from './Inspector';
import type { Preview, Template } from './Labels';
import { book } from './words';

const KINDS: readonly Kind[] = ['text', 'items', 'line', 'frame'];

export function Designer({ template, preview, close }: { template: Template; preview: Preview | undefined; close(): void }) {
  const w = useWords(book);
  const queries = useQueryClient();
  const [steps, setSteps] = useState(begun(template.design));
  const [name, setName] = useState(template.name);
  const [at, pick] = useState<number | undefined>(undefined);
  const [scale, setScale] = useState(8);
  const [saved, setSaved] = useState(template);
  const design = steps.now;
  const dirty = name.trim() !== saved.name || JSON.stringify(design) !== JSON.stringify(saved.design);
  const go = (next: Design, same = false) => setSteps((now) => step(now, next, same));
  const save = useMutation({
    meta: { told: true },
    mutationFn: () => ok(common.PATCH('/v1/label-templates/{template}', { params: { path: { template: saved.id } }, body: { version: saved.version, name: name.trim(), design } })),
    onSuccess: (now) => { setSaved(now); notify({ tone: 'good', text: w('saved') }); return queries.invalidateQueries({ queryKey: ['labels'] }); },
  });
  const [asking, setAsking] = useState(false);
  const leave = () => (dirty ? setAsking(true) : close());
  const problem = save.error ? problemOf(save.error) : undefined;
  const wrong = blamed(problem?.at);
  const one = at === undefined ? undefined : design.elements[at];
  const remove = (n: number) => { go(drop(design, n)); pick(undefined); };
  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || (event.target as HTMLElement).matches('input, textarea')) return;
    event.preventDefault();
    setSteps(event.shiftKey ? forth : back);
  };
  return (
    <Modal open title={template.name} onCancel={leave} width="min(1240px, 96vw)" className="designer" mask={{ closable: false }} keyboard={false}
      footer={<>{dirty ? <span className="quiet">{w('unsaved')}</span> : null}<Button onClick={leave}>{w('close')}</Button><Button type="primary" disabled={!dirty || name.trim() === ''} loading={save.isPending} onClick={() => save.mutate()}>{w('save')}</Button></>}>
      <div onKeyDown={keys}>
        {problem ? <ProblemBox problem={problem} /> : null}
        <div className="design-tools">
          <Input className="design-name" aria-label={w('name')} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
          {KINDS.map((kind) => <Button key={kind} disabled={design.elements.length >= MOST} onClick={() => { go(add(design, fresh(kind, template.size))); pick(design.elements.length); }}>＋ {w(`add_${kind}`)}</Button>)}
          <span className="spring" />
          <Button disabled={steps.past.length === 0} onClick={() => setSteps(back)}>{w('undo')} <kbd>Ctrl Z</kbd></Button>
          <Button disabled={steps.next.length === 0} onClick={() => setSteps(forth)}>{w('redo')}</Button>
          <Slider className="zoom" ariaLabelForHandle={w('zoom')} min={5} max={12} value={scale} onChange={setScale} tooltip={{ formatter: null }} />
        </div>
        <div className="design-cols">
          <div className="design-main">
            <p className="quiet">{w('board', AREAS[template.size])} · {template.size}{design.elements.length >= MOST ? ` · ${w('full', { n: MOST })}` : ''}</p>
            <Board design={design} size={template.size} scale={scale} at={at} blamed={wrong} pick={pick} put={(n, element, same) => go(put(design, n, element), same)} remove={remove} />
            <Actual design={design} template={template} preview={preview} />
          </div>
          {one && at !== undefined ? <Inspector element={one} n={at} size={template.size} put={(element) => go(put(design, at, element))} raise={(by) => { go(raise(design, at, by)); pick(Math.max(0, Math.min(design.elements.length - 1, at + by))); }} remove={() => remove(at)} /> : <p className="inspector quiet">{w('pick')}</p>}
        </div>
      </div>
      <Modal open={asking} title={w('leaveSure')} onCancel={() => setAsking(false)} footer={<><Button onClick={() => setAsking(false)}>{w('stay')}</Button><Button danger onClick={close}>{w('leave')}</Button></>}>{w('unsaved')}</Modal>
    </Modal>
  );
}

/** What the printer will print, by the agent of this computer. */
function Actual({ design, template, preview }: { design: Design; template: Template; preview: Preview | undefined }) {
  const w = useWords(book);
  const key = JSON.stringify(design);
  const { data, error, isFetching } = useQuery({
    queryKey: ['label-preview', template.size, key],
    queryFn: () => preview?.(template.size, { template: design, data: SAMPLE }) ?? '',
    enabled: Boolean(preview),
    staleTime: Infinity,
    retry: false,
    placeholderData: (before) => before,
  });
  if (!preview) return <p className="quiet">{w('previewNo')}</p>;
  return (
    <figure className="actual" aria-busy={isFetching}>
      <figcaption><b>{w('preview')}</b> <span className="quiet">{isFetching ? w('drawing') : w('previewWhy')}</span></figcaption>
      {error ? <p className="order-alert">{error.message}</p> : null}
      {data ? <img alt={w('preview')} src={data} /> : null}
    </figure>
  );
}
