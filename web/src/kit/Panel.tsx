// The side panel: one thing in full, beside its list; the list stays where it was.
import { Drawer } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  open: boolean;
  close(): void;
  title: ReactNode;
  foot?: ReactNode;
  width?: number;
  children: ReactNode;
}

export function Panel({ open, close, title, foot, width = 560, children }: Props) {
  return (
    <Drawer open={open} onClose={close} title={title} footer={foot} size={Math.min(width, window.innerWidth - 24)} mask={false} destroyOnHidden className="panel">
      {children}
    </Drawer>
  );
}

/** A part of a panel or page, with its heading. */
export function Part({ title, extra, children }: { title: ReactNode; extra?: ReactNode; children: ReactNode }) {
  return (
    <section className="part">
      <header><h2>{title}</h2>{extra}</header>
      {children}
    </section>
  );
}

/** Names and values, one under the other. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return <dl className="facts">{rows.filter(([, value]) => value !== undefined && value !== null && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
