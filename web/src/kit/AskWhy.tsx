// A reason, picked or typed: what the other side will read.
import { Button, Input } from 'antd';
import { useId } from 'react';
import { words, useWords } from '../frame/words';

const book = words({ left: '还可输入 {n} 字', over: '超出 {n} 字' }, { left: '{n} characters left', over: '{n} too many' });

interface Props {
  label: string;
  value: string;
  set(value: string): void;
  /** Ones to pick. */
  usual?: readonly string[];
  most: number;
  hint?: string;
}

/** Characters as people count them, not as they are encoded. */
export const lengthOf = (text: string) => [...text.trim()].length;

export function AskWhy({ label, value, set, usual = [], most, hint }: Props) {
  const w = useWords(book);
  const id = useId();
  const left = most - lengthOf(value);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {usual.length > 0 ? <div className="why-chips">{usual.map((each) => <Button key={each} size="small" type={value === each ? 'primary' : 'default'} onClick={() => set(each)}>{each}</Button>)}</div> : null}
      <Input.TextArea id={id} autoFocus rows={3} value={value} status={left < 0 ? 'error' : ''} aria-describedby={`${id}-left`} onChange={(event) => set(event.target.value)} />
      <p id={`${id}-left`} className={left < 0 ? 'hint late' : 'hint'}>{hint ? `${hint} · ` : ''}{left < 0 ? w('over', { n: -left }) : w('left', { n: left })}</p>
    </div>
  );
}
