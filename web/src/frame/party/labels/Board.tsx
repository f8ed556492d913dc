// The drawing board: the custom area in millimetres. Dragged, sized at the corner, or moved with the arrow keys.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useWords } from '../../words';
import { AREAS, COLUMNS, filled, moved, SAMPLE, sized, type Design, type Element, type Size } from './design';
import { book } from './words';

interface Props {
  design: Design;
  size: Size;
  /** Pixels of a millimetre. */
  scale: number;
  at: number | undefined;
  blamed: number | undefined;
  pick(at: number | undefined): void;
  /** `same`: goes on with the step before. */
  put(at: number, element: Element, same: boolean): void;
  remove(at: number): void;
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = 0.5;

export function Board({ design, size, scale, at, blamed, pick, put, remove }: Props) {
  const w = useWords(book);
  const area = AREAS[size];
  return (
    <div className="board-wrap">
      <div className="board" role="group" aria-label={w('board', area)} style={{ width: area.w * scale, height: area.h * scale, backgroundSize: `${scale * 5}px ${scale * 5}px` }} onPointerDown={(event) => { if (event.target === event.currentTarget) pick(undefined); }}>
        {design.elements.map((element, n) => <One key={n} element={element} n={n} size={size} scale={scale} on={n === at} wrong={n === blamed} pick={() => pick(n)} put={(next, same) => put(n, next, same)} remove={() => remove(n)} />)}
      </div>
    </div>
  );
}

interface OneProps { element: Element; n: number; size: Size; scale: number; on: boolean; wrong: boolean; pick(): void; put(element: Element, same: boolean): void; remove(): void }

function One({ element, n, size, scale, on, wrong, pick, put, remove }: OneProps) {
  const w = useWords(book);
  const drag = useRef<{ x: number; y: number; from: Element; corner: boolean; moved: boolean } | null>(null);
  const down = (corner: boolean) => (event: PointerEvent) => {
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY, from: element, corner, moved: false };
    pick();
  };
  const move = (event: PointerEvent) => {
    const now = drag.current;
    if (!now) return;
    const [dx, dy] = [(event.clientX - now.x) / scale, (event.clientY - now.y) / scale];
    const next = now.corner ? sized(now.from, dx, dy, size) : moved(now.from, dx, dy, size);
    if (next.x === element.x && next.y === element.y && next.w === element.w && next.h === element.h) return;
    put(next, now.moved);
    now.moved = true;
  };
  const up = () => { drag.current = null; };
  const key = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (by) { event.preventDefault(); event.stopPropagation(); put((event.shiftKey ? sized : moved)(element, by[0] * STEP, by[1] * STEP, size), event.repeat); }
    if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); event.stopPropagation(); remove(); }
  };
  const style = { left: element.x * scale, top: element.y * scale, width: element.w * scale, height: element.h * scale };
  return (
    <div className={`element ${element.kind} ${on ? 'on' : ''} ${wrong ? 'wrong' : ''} ${element.invert ? 'invert' : ''}`} style={style} role="button" tabIndex={0} aria-pressed={on}
      onPointerDown={down(false)} onPointerMove={move} onPointerUp={up} onFocus={pick} onKeyDown={key}>
      <span className="sr">{w('element', { n: n + 1, kind: w(element.kind) })}</span>
      <Inside element={element} scale={scale} />
      {on ? <span className="corner" aria-hidden="true" onPointerDown={down(true)} onPointerMove={move} onPointerUp={up} /> : null}
    </div>
  );
}

/** About what is printed; the agent's own picture beside it is exactly that. */
function Inside({ element, scale }: { element: Element; scale: number }) {
  const w = useWords(book);
  const size = (element.size ?? 3) * scale;
  if (element.kind === 'frame') return <span className="frame-line" style={{ borderWidth: Math.max(1, (element.thick ?? 0.375) * scale) }} />;
  if (element.kind === 'line') return null;
  if (element.kind === 'text') {
    const across = { left: 'flex-start', center: 'center', right: 'flex-end' }[element.align ?? 'left'];
    const down = { top: 'flex-start', middle: 'center', bottom: 'flex-end' }[element.valign ?? 'top'];
    return <span className="text-in" style={{ fontSize: size, lineHeight: 1.12, fontWeight: element.bold ? 700 : 500, justifyContent: across, alignItems: down, textAlign: element.align ?? 'left' }}>{filled(element.text ?? '')}</span>;
  }
  const columns = COLUMNS.filter((each) => element.columns?.includes(each));
  return (
    <span className="items-in" style={{ fontSize: size, gridTemplateColumns: columns.map((each) => (each === 'name' || each === 'spec' ? '1fr' : 'auto')).join(' '), lineHeight: 1.12 }}>
      {element.head ? columns.map((each) => <b key={each}>{w(`c_${each}`)}</b>) : null}
      {(SAMPLE.goods ?? []).flatMap((item, n) => columns.map((each) => <span key={`${n}${each}`}>{each === 'index' ? n + 1 : each === 'quantity' ? `×${item.quantity}` : item[each]}</span>))}
    </span>
  );
}
