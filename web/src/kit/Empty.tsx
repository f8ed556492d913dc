// Where nothing is: says why, and what to do about it.
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../frame/icons';

export function Empty({ icon = 'empty', title, why, children }: { icon?: IconName; title: string; why?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <span className="empty-icon"><Icon name={icon} size={32} /></span>
      <h2>{title}</h2>
      {why ? <p>{why}</p> : null}
      {children ? <div className="empty-acts">{children}</div> : null}
    </div>
  );
}
