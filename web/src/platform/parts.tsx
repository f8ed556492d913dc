// Small things several of the operator's rooms have.
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../frame/keys';
import { Icon } from '../frame/icons';

/** The field `/` goes to; what is typed counts with Enter, or when it is left. */
export function Search({ value, label, hint, set }: { value: string; label: string; hint: string; set(text: string): void }) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', does: label, run: () => field.current?.focus() }]);
  useEffect(() => setText(value), [value]);
  const go = () => { if (text.trim() !== value) set(text.trim()); };
  return <Input ref={(input) => { field.current = input?.input ?? null; }} className="find-wide" allowClear aria-label={label} placeholder={hint} prefix={<Icon name="search" size={16} />} suffix={text ? undefined : <kbd>/</kbd>} value={text}
    onChange={(event) => { setText(event.target.value); if (event.target.value === '') set(''); }} onPressEnter={go} onBlur={go} />;
}

/** The keys at the foot of a list. */
export function Foot({ keys }: { keys: readonly (readonly [readonly string[], string])[] }) {
  return <p className="foot">{keys.map(([caps, word]) => <span key={word}>{caps.map((cap) => <kbd key={cap}>{cap}</kbd>)}{word}</span>)}</p>;
}
