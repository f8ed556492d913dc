// The numbers and words of one element.
import { Button, Checkbox, Input, InputNumber, Segmented } from 'antd';
import { useId } from 'react';
import { useWords } from '../../words';
import { COLUMNS, FIELDS, placed, type Element, type Size } from './design';
import { book } from './words';

interface Props { element: Element; n: number; size: Size; put(element: Element): void; raise(by: 1 | -1): void; remove(): void }

export function Inspector({ element, n, size, put, raise, remove }: Props) {
  const w = useWords(book);
  const id = useId();
  const set = (change: Partial<Element>) => put({ ...element, ...change });
  const number = (key: 'x' | 'y' | 'w' | 'h') => <label className="mm"><span>{w(key)}</span><InputNumber size="small" step={0.5} min={0} max={200} value={element[key]} onChange={(value) => value !== null && put(placed(element, key, value, size))} /></label>;
  const typed = element.kind === 'text' || element.kind === 'items';
  return (
    <section className="inspector" aria-label={w('element', { n: n + 1, kind: w(element.kind) })}>
      <h3>{w('element', { n: n + 1, kind: w(element.kind) })}</h3>
      <div className="mm-row">{number('x')}{number('y')}{number('w')}{number('h')}<span className="quiet">{w('mm')}</span></div>
      {element.kind === 'text' ? (
        <>
          <div className="field"><label htmlFor={`${id}t`}>{w('words')}</label><Input.TextArea id={`${id}t`} rows={2} maxLength={400} value={element.text ?? ''} onChange={(event) => set({ text: event.target.value })} /></div>
          <p className="chips" role="group" aria-label={w('fields')}>{FIELDS.map((field) => <Button key={field} size="small" onClick={() => set({ text: `${element.text ?? ''}{${field}}` })}>{w(`f_${field}`)}</Button>)}</p>
          <Segmented block aria-label={w('align')} value={element.align ?? 'left'} options={(['left', 'center', 'right'] as const).map((value) => ({ value, label: w(value) }))} onChange={(align) => set({ align })} />
          <Segmented block aria-label={w('valign')} value={element.valign ?? 'top'} options={(['top', 'middle', 'bottom'] as const).map((value) => ({ value, label: w(value) }))} onChange={(valign) => set({ valign })} />
          <p className="ticks"><Checkbox checked={element.bold ?? false} onChange={(event) => set({ bold: event.target.checked })}>{w('bold')}</Checkbox><Checkbox checked={element.invert ?? false} onChange={(event) => set({ invert: event.target.checked })}>{w('invert')}</Checkbox></p>
        </>
      ) : null}
      {element.kind === 'items' ? (
        <>
          <Checkbox.Group aria-label={w('columns')} value={element.columns ?? []} options={COLUMNS.map((value) => ({ value, label: w(`c_${value}`) }))} onChange={(chosen) => set({ columns: COLUMNS.filter((each) => chosen.includes(each)) })} />
          <p className="ticks"><Checkbox checked={element.head ?? false} onChange={(event) => set({ head: event.target.checked })}>{w('head')}</Checkbox></p>
        </>
      ) : null}
      {typed ? <div className="mm-row"><label className="mm"><span>{w('type')}</span><InputNumber size="small" min={2.2} max={24} step={0.2} value={element.size ?? 3} onChange={(size) => size !== null && set({ size })} /></label><Checkbox checked={element.shrink ?? true} onChange={(event) => set({ shrink: event.target.checked })}>{w('shrink')}</Checkbox></div> : null}
      {element.kind === 'frame' ? <div className="mm-row"><label className="mm"><span>{w('thick')}</span><InputNumber size="small" min={0.25} max={3} step={0.125} value={element.thick ?? 0.375} onChange={(thick) => thick !== null && set({ thick })} /></label></div> : null}
      <p className="chips"><Button size="small" onClick={() => raise(1)}>{w('up')}</Button><Button size="small" onClick={() => raise(-1)}>{w('down')}</Button><Button size="small" danger onClick={remove}>{w('del')}</Button></p>
    </section>
  );
}
