// A labelled field; what a refusal says of it stands under it.
import { Input } from 'antd';
import { useId } from 'react';

interface Props {
  label: string;
  value: string;
  set(value: string): void;
  kind?: 'text' | 'email' | 'password';
  complete?: string;
  hint?: string;
  code?: boolean;
  first?: boolean;
  optional?: boolean;
}

export function Field({ label, value, set, kind = 'text', complete, hint, code, first, optional }: Props) {
  const id = useId();
  const props = {
    id, value, size: 'large' as const, required: !optional, autoFocus: Boolean(first), autoComplete: complete ?? 'off',
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {kind === 'password' ? <Input.Password {...props} /> : <Input {...props} type={kind} {...(code ? { inputMode: 'numeric' as const, maxLength: 6, className: 'code' } : {})} />}
      {hint ? <p className="hint" id={`${id}-hint`}>{hint}</p> : null}
    </div>
  );
}
