// Tabs with counts: where work stands. The thing to do now comes first, exceptions are red.
import type { components } from '../api/merchant';
import { counted } from './Text';

export interface StageTab<K extends string> {
  key: K;
  name: string;
  count: components['schemas']['Count'] | undefined;
  alarm?: boolean;
}

export function StageTabs<K extends string>({ tabs, at, go, label }: { tabs: readonly StageTab<K>[]; at: K; go(key: K): void; label: string }) {
  const step = (by: number) => {
    const next = tabs[(tabs.findIndex((tab) => tab.key === at) + by + tabs.length) % tabs.length];
    if (!next) return;
    go(next.key);
    document.getElementById(`tab-${next.key}`)?.focus();
  };
  return (
    <div className="stages" role="tablist" aria-label={label}
      onKeyDown={(event) => { if (event.key === 'ArrowRight') step(1); else if (event.key === 'ArrowLeft') step(-1); }}>
      {tabs.map(({ key, name, count, alarm }) => (
        <button key={key} id={`tab-${key}`} type="button" role="tab" aria-selected={key === at} tabIndex={key === at ? 0 : -1}
          className={`stage${key === at ? ' active' : ''}${alarm && count && count.n > 0 ? ' alarm' : ''}`} onClick={() => go(key)}>
          <b>{count ? counted(count) : <i className="bone" />}</b>
          <span>{name}</span>
        </button>
      ))}
    </div>
  );
}
