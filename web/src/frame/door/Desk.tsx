// The sheet of paper in the middle: what people see who are not inside yet.
import type { ReactNode } from 'react';
import { book } from '../book';
import { Icon, Logo } from '../icons';
import { prefs, setPref, useDark } from '../prefs';
import type { Side } from '../room';
import { useWords } from '../words';

export function Desk({ side, title, children }: { side: Side; title?: string; children: ReactNode }) {
  const w = useWords(book);
  const { locale } = prefs.use();
  const dark = useDark();
  return (
    <div className="desk">
      <aside className="desk-side">
        <div className="desk-brand"><Logo size={40} /><span>Sealship</span></div>
        <p className="desk-pitch">{w('pitch')}</p>
        <ul className="desk-points">
          <li><Icon name="lock" />{w('pitchA')}</li>
          <li><Icon name="print" />{w('pitchB')}</li>
          <li><Icon name="eye" />{w('pitchC')}</li>
        </ul>
      </aside>
      <main className="desk-main">
        <div className="desk-tools">
          <button type="button" className="tool" aria-label={w(dark ? 'toLight' : 'toDark')} onClick={() => setPref('theme', dark ? 'light' : 'dark')}><Icon name={dark ? 'sun' : 'moon'} size={18} /></button>
          <button type="button" className="tool" lang={locale === 'zh' ? 'en' : 'zh-CN'} onClick={() => setPref('locale', locale === 'zh' ? 'en' : 'zh')}>{w('language')}</button>
        </div>
        <div className="desk-sheet">
          <p className="desk-where">{w(side)}</p>
          {title ? <h1>{title}</h1> : null}
          {children}
        </div>
      </main>
    </div>
  );
}
